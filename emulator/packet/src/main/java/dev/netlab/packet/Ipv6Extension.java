package dev.netlab.packet;

/** The IPv6 extension headers that a reader can skip (RFC 8200, RFC 4302, RFC 6275). */
final class Ipv6Extension {
  static final int FRAGMENT = 44;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;
  private static final int MOBILITY = 135;

  private Ipv6Extension() {}

  static boolean is(int nextHeader) {
    return nextHeader == HOP_BY_HOP
        || nextHeader == ROUTING
        || nextHeader == FRAGMENT
        || nextHeader == AUTHENTICATION
        || nextHeader == DESTINATION
        || nextHeader == MOBILITY;
  }

  /** The length of an extension header in bytes, from its second byte. */
  static int length(int header, int lengthByte) {
    return switch (header) {
      case FRAGMENT -> 8;
      case AUTHENTICATION -> (lengthByte + 2) * 4;
      default -> (lengthByte + 1) * 8;
    };
  }
}
