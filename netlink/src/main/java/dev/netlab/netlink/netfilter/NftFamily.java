package dev.netlab.netlink.netfilter;

/** Table families by the names nft(8) gives them. */
final class NftFamily {
  private NftFamily() {}

  static String name(int family) {
    return switch (family) {
      case 1 -> "inet";
      case 2 -> "ip";
      case 3 -> "arp";
      case 5 -> "netdev";
      case 7 -> "bridge";
      case 10 -> "ip6";
      default -> "family" + family;
    };
  }
}
