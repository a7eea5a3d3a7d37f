package dev.netlab.lab.yaml;

import java.util.Optional;

/** An interface of a node, written {@code NODE:INTERFACE}. */
record InterfaceRef(String node, String interfaceName) {

  /** Empty if the text is not two names with a colon between them. */
  static Optional<InterfaceRef> parse(String text) {
    int colon = text.indexOf(':');
    return colon <= 0 || colon == text.length() - 1
        ? Optional.empty()
        : Optional.of(new InterfaceRef(text.substring(0, colon), text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return node + ":" + interfaceName;
  }
}
