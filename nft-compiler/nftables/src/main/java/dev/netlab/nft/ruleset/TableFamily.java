package dev.netlab.nft.ruleset;

/** The packets that a table sees (NFPROTO_* of linux/netfilter.h). */
public enum TableFamily {
  IP("ip"),
  IP6("ip6"),
  INET("inet"),
  BRIDGE("bridge"),
  ARP("arp"),
  NETDEV("netdev");

  private final String text;

  TableFamily(String text) {
    this.text = text;
  }

  /**
   * Whether the family's chains are at IP's hooks rather than at those of bridges, ARP or devices.
   */
  public boolean isIp() {
    return switch (this) {
      case IP, IP6, INET -> true;
      case BRIDGE, ARP, NETDEV -> false;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
