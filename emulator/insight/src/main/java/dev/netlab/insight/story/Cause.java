package dev.netlab.insight.story;

import java.util.Locale;

/** Why a journey ended. */
public enum Cause {
  /** It was where it should go. */
  ARRIVED,
  /** An nftables rule or a chain's policy. */
  RULE,
  NO_ROUTE,
  /** A route of type blackhole, unreachable or prohibit. */
  ROUTE_REFUSES,
  /** The node is no router for it. */
  NOT_FORWARDING,
  /** No link-layer address of the next hop was to be had. */
  NEIGHBOUR_UNRESOLVED,
  /** The source is not reachable by the interface that the packet came from. */
  RP_FILTER,
  /** An address that may not be seen on the wire. */
  MARTIAN,
  TTL_EXCEEDED,
  MTU_EXCEEDED,
  NO_SOCKET,
  /** No tunnel of the node takes this identifier from this sender at this port. */
  NO_TUNNEL,
  WIREGUARD_NO_PEER,
  WIREGUARD_NO_ENDPOINT,
  WIREGUARD_NO_SESSION,
  WIREGUARD_WRONG_SOURCE,
  WIREGUARD_NOT_AUTHENTIC,
  /** A bridge had no port for it. */
  NO_PORT,
  /** The frame was addressed to another station. */
  OTHER_STATION,
  LINK_DOWN,
  /** The userspace device that the packet needs has nobody who serves it. */
  AGENT_STOPPED,
  /** Between two interfaces. */
  WIRE,
  /** The kernel says of it what no other cause says. */
  KERNEL,
  UNKNOWN;

  /** {@code no-route}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
