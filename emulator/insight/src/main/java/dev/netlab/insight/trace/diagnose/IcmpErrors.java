package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Layer;

/** What ICMP errors say of the packet that they quote (RFC 792, RFC 1812, RFC 4443). */
final class IcmpErrors {
  private static final int PROHIBITED_NET = 9;

  private IcmpErrors() {}

  static Cause cause(EncapLevel error) {
    for (Layer layer : error.layers()) {
      switch (layer) {
        case Icmp icmp -> {
          return cause(icmp);
        }
        case Icmpv6 icmp -> {
          return cause(icmp);
        }
        default -> {}
      }
    }
    return Cause.UNKNOWN;
  }

  private static Cause cause(Icmp icmp) {
    if (icmp.type() == Icmp.TIME_EXCEEDED) {
      return Cause.TTL_EXCEEDED;
    }
    if (icmp.type() != Icmp.UNREACHABLE) {
      return Cause.UNKNOWN;
    }
    return switch (icmp.code()) {
      case 0 -> Cause.NO_ROUTE;
      case 1 -> Cause.NEIGHBOUR_UNRESOLVED;
      case 2, 3 -> Cause.NO_SOCKET;
      case 4 -> Cause.MTU_EXCEEDED;
      default -> icmp.code() >= PROHIBITED_NET ? Cause.ROUTE_REFUSES : Cause.NO_ROUTE;
    };
  }

  private static Cause cause(Icmpv6 icmp) {
    return switch (icmp.type()) {
      case Icmpv6.TIME_EXCEEDED -> Cause.TTL_EXCEEDED;
      case Icmpv6.PACKET_TOO_BIG -> Cause.MTU_EXCEEDED;
      case Icmpv6.UNREACHABLE ->
          switch (icmp.code()) {
            case 0, 2 -> Cause.NO_ROUTE;
            case 3 -> Cause.NEIGHBOUR_UNRESOLVED;
            case 4 -> Cause.NO_SOCKET;
            default -> Cause.ROUTE_REFUSES;
          };
      default -> Cause.UNKNOWN;
    };
  }
}
