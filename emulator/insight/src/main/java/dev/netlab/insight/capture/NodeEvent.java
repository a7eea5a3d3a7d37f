package dev.netlab.insight.capture;

import dev.netlab.netlink.netfilter.NetfilterEvent;

/**
 * Something that happened in a node's netfilter: a connection, or a step of a traced packet.
 *
 * @param nanos when it was received, nanoseconds since 1970: events carry no time of their own, and
 *     are received at or after the moment at which they happened
 */
public record NodeEvent(String node, long nanos, NetfilterEvent event) {
  /** {@code gw-local [NEW] icmp ...}. */
  @Override
  public String toString() {
    return node + " " + event;
  }
}
