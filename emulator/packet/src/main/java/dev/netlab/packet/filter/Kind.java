package dev.netlab.packet.filter;

/** The type of a field's value, which decides how the value may be written. */
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

  /** The description with its article, for messages. */
  public String description() {
    return description;
  }
}
