package dev.netlab.netlink.netfilter;

/** Multicast groups of {@code enum nfnetlink_groups}. */
public enum NetfilterGroup {
  CONNTRACK_NEW(1),
  CONNTRACK_UPDATE(2),
  CONNTRACK_DESTROY(3),
  NFTRACE(9);

  final int number;

  NetfilterGroup(int number) {
    this.number = number;
  }
}
