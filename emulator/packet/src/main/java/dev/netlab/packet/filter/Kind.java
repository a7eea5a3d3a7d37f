package dev.netlab.packet.filter;

/** What sort of value a field has, and so how it may be written. */
public enum Kind {
  MAC("an Ethernet address"),
  ADDRESS("an IP address or CIDR block"),
  PORT("a port"),
  NUMBER("a number"),
  WORD("a word"),
  TEXT("a quoted text");

  private final String description;

  Kind(String description) {
    this.description = description;
  }

  /** With its article, for messages. */
  public String description() {
    return description;
  }
}
