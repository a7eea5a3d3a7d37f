package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.netlink.tracefs.DropCause;
import dev.netlab.netlink.tracefs.DroppedPacket;
import dev.netlab.netlink.tracefs.PacketArrival;
import dev.netlab.packet.Ip;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The packets that the kernel reports as dropped, found by where and when each came in. */
final class KernelDrops {
  /** Between the kernel's note of an arrival and the capture's time stamp of it. */
  private static final long APART_NANOS = 500_000;

  private static final Set<DropCause> AT_SOCKET =
      EnumSet.of(
          DropCause.NO_SOCKET,
          DropCause.NO_PROTOCOL,
          DropCause.LISTEN_OVERFLOW,
          DropCause.QUEUE_FULL,
          DropCause.BAD_PACKET);

  private final List<DroppedPacket> drops;

  KernelDrops(List<DroppedPacket> drops) {
    this.drops =
        drops.stream()
            .filter(d -> d.cause() != DropCause.NO_LOSS && d.cause() != DropCause.NOT_TAKEN)
            .toList();
  }

  /** The kernel's report of a packet that came in and was not seen again. */
  Optional<DroppedPacket> of(Sighting last) {
    Optional<Integer> length = last.outermost().find(Ip.class).map(Ip::length);
    return drops.stream().filter(drop -> isOf(drop, last, length)).findFirst();
  }

  private static boolean isOf(DroppedPacket drop, Sighting last, Optional<Integer> length) {
    PacketArrival arrival = drop.arrival();
    return arrival != null
        && arrival.device().equals(last.interfaceName())
        && Math.abs(arrival.nanos() - last.nanos()) <= APART_NANOS
        && length.map(bytes -> bytes == arrival.length()).orElse(true);
  }

  /** Whether it was dropped where a socket should take it. */
  static boolean isAtSocket(DroppedPacket drop) {
    return AT_SOCKET.contains(drop.cause());
  }

  /** {@code the kernel dropped it in ip_forward: PKT_TOO_BIG}. */
  static String describe(DroppedPacket drop) {
    return "the kernel dropped it in %s: %s"
        .formatted(
            drop.location(), drop.reason().isEmpty() ? drop.cause().meaning() : drop.reason());
  }

  static Cause cause(DroppedPacket drop) {
    return switch (drop.cause()) {
      case NO_ROUTE -> Cause.NO_ROUTE;
      case ROUTE_REFUSES -> Cause.ROUTE_REFUSES;
      case NOT_FORWARDING -> Cause.NOT_FORWARDING;
      case REVERSE_PATH -> Cause.RP_FILTER;
      case MARTIAN_SOURCE, MARTIAN_DESTINATION -> Cause.MARTIAN;
      case NEIGHBOUR_UNRESOLVED -> Cause.NEIGHBOUR_UNRESOLVED;
      case TTL_EXCEEDED -> Cause.TTL_EXCEEDED;
      case MTU_EXCEEDED -> Cause.MTU_EXCEEDED;
      case NO_SOCKET, NO_PROTOCOL -> Cause.NO_SOCKET;
      case NETFILTER -> Cause.RULE;
      case OTHER_HOST -> Cause.OTHER_STATION;
      case UNKNOWN_TUNNEL_ID, NO_TUNNEL_REMOTE -> Cause.NO_TUNNEL;
      case NO_BRIDGE_PORT, BRIDGE_PORT_BLOCKED -> Cause.NO_PORT;
      case DEVICE_DOWN -> Cause.LINK_DOWN;
      case LISTEN_OVERFLOW, QUEUE_FULL, BAD_PACKET, OTHER, NO_LOSS, NOT_TAKEN -> Cause.KERNEL;
    };
  }
}
