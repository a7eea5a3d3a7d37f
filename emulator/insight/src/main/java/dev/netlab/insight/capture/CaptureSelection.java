package dev.netlab.insight.capture;

import java.util.Optional;

/** What of a lab is captured: a node, or one interface of it. */
public record CaptureSelection(String node, Optional<String> interfaceName) {
  /** Reads {@code NODE} or {@code NODE:INTERFACE}. */
  public static CaptureSelection parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new CaptureSelection(text, Optional.empty())
        : new CaptureSelection(text.substring(0, colon), Optional.of(text.substring(colon + 1)));
  }

  boolean includes(CapturedFrame frame) {
    return node.equals(frame.node())
        && interfaceName.map(frame.interfaceName()::equals).orElse(true);
  }

  @Override
  public String toString() {
    return node + interfaceName.map(name -> ":" + name).orElse("");
  }
}
