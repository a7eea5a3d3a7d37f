package dev.netlab.netlink.netfilter;

/** IP protocol numbers and the names by which conntrack(8) calls them. */
public final class IpProtocol {
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int GRE = 47;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;

  private IpProtocol() {}

  /** {@code "tcp"}; {@code "unknown"} where conntrack has no name. */
  public static String name(int protocol) {
    return switch (protocol) {
      case ICMP -> "icmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case 33 -> "dccp";
      case GRE -> "gre";
      case ICMPV6 -> "icmpv6";
      case SCTP -> "sctp";
      case 136 -> "udplite";
      default -> "unknown";
    };
  }
}
