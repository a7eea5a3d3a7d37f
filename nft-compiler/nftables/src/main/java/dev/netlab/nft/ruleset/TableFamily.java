package dev.netlab.nft.ruleset;

/** Which packets a table sees (NFPROTO_* of linux/netfilter.h). */
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

  /** Whether its chains are at IP's hooks, not at those of bridges, of ARP or of devices. */
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
