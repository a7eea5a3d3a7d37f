package dev.netlab.packet;

/** Numbers and names of IP's upper protocols ({@code linux/in.h}, {@code /etc/protocols}). */
public final class Protocol {
  public static final int ICMP = 1;
  public static final int IPIP = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int IPV6 = 41;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;

  private Protocol() {}

  /** The name that packet expressions use, or the number. */
  public static String name(int protocol) {
    return switch (protocol) {
      case ICMP -> "icmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case ICMPV6 -> "icmp6";
      case SCTP -> "sctp";
      default -> String.valueOf(protocol);
    };
  }
}
