package dev.netlab.nft.ruleset;

import java.util.Locale;

/** The type of a set's keys and values, with nft's name for it. */
public enum DataType {
  IPV4_ADDR(Field.Kind.ADDRESS),
  IPV6_ADDR(Field.Kind.ADDRESS),
  INET_PROTO(Field.Kind.PROTOCOL),
  INET_SERVICE(Field.Kind.PORT),
  IFNAME(Field.Kind.INTERFACE),
  MARK(Field.Kind.BITS);

  private final Field.Kind kind;

  DataType(Field.Kind kind) {
    this.kind = kind;
  }

  /** How values of this type are written. */
  public Field.Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
