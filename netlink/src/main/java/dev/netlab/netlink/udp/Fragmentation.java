package dev.netlab.netlink.udp;

/** The values of {@code IP_MTU_DISCOVER} and {@code IPV6_MTU_DISCOVER} (ip(7)). */
public enum Fragmentation {
  /** Datagrams longer than the link's MTU are fragmented; DF is not set. */
  ALLOWED(0),
  /** DF is set; longer than the path's known MTU is refused with {@code EMSGSIZE}. */
  REFUSED(2),
  /** DF is set and the path's known MTU is not heeded; only the link's is. */
  PROBE(3);

  final int value;

  Fragmentation(int value) {
    this.value = value;
  }
}
