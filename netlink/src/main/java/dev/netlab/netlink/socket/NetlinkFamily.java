package dev.netlab.netlink.socket;

/** Netlink families that netlab speaks ({@code linux/netlink.h}). */
public enum NetlinkFamily {
  ROUTE(0),
  NETFILTER(12),
  GENERIC(16);

  private final int number;

  NetlinkFamily(int number) {
    this.number = number;
  }

  /** The {@code protocol} argument of {@code socket(AF_NETLINK, ...)}. */
  int number() {
    return number;
  }
}
