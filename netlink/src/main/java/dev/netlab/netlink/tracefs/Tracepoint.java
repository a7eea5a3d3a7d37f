package dev.netlab.netlink.tracefs;

/** The kernel's tracepoints that a {@link TraceListener} can enable. */
public enum Tracepoint {
  /** {@code skb:kfree_skb}: a packet was dropped. */
  DROP("skb/kfree_skb", "protocol == 0x800 || protocol == 0x86dd || protocol == 0x806"),

  /**
   * {@code net:netif_receive_skb}: a packet came in on an interface. Reported with its drop ({@link
   * DroppedPacket#arrival}), not by itself: there is one for each packet and interface.
   */
  ARRIVAL("net/netif_receive_skb", "");

  final String event;

  /** Which events the kernel passes on, in the language of an event's {@code filter} file. */
  final String filter;

  Tracepoint(String event, String filter) {
    this.event = event;
    this.filter = filter;
  }
}
