package dev.netlab.netlink.tracefs;

import org.jspecify.annotations.Nullable;

/**
 * The kernel freed a packet that it did not deliver ({@code skb:kfree_skb}).
 *
 * @param protocol the EtherType: 0x800, 0x86dd or 0x806
 * @param reason the kernel's word, {@code SKB_DROP_REASON_} left out ({@code linux/dropreason.h}),
 *     such as {@code NETFILTER_DROP}; empty before Linux 5.17, which gives none
 * @param location the kernel function that let go of it, without an offset; the number as hex where
 *     the kernel hides its symbols
 * @param arrival where it last came in; null if that was not heard ({@link Tracepoint#ARRIVAL}). It
 *     is found by the packet's address in memory, which the kernel uses again: of a packet of the
 *     node's own it may be another packet's that came earlier
 */
public record DroppedPacket(
    long nanos,
    int cpu,
    int protocol,
    String reason,
    String location,
    @Nullable PacketArrival arrival)
    implements TraceEvent {
  /** What that means. */
  public DropCause cause() {
    return DropCause.of(reason, location);
  }
}
