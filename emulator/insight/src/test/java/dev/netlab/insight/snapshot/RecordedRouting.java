package dev.netlab.insight.snapshot;

import dev.netlab.insight.story.Cause;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's answer to {@code ip route get}, worked out from rules, tables, addresses and
 * settings. {@code RecordedLabIT} compares it with the kernel's own. Two things cannot be known
 * from these: which of several hops the kernel's hash takes (here the first), and whose address it
 * takes for an interface without one (here the first of the node's).
 */
final class RecordedRouting {
  private static final int LINK = 253;
  private static final int HOST = 254;

  private RecordedRouting() {}

  /**
   * Which way a packet for one station would go.
   *
   * @throws IllegalArgumentException for one that is for many
   */
  static Routing lookup(NodeSnapshot node, RouteQuery query) {
    IpAddress to = IpAddress.of(query.destination());
    if (query.destination().isMulticastAddress() || to.toString().equals("255.255.255.255")) {
      throw new IllegalArgumentException("what is for many, as " + to + ", is not worked out");
    }
    PolicyRouting policy = new PolicyRouting(node.rules(), node.routes());
    Routing.Refused refused = NoRouteReason.explain(node, policy, query, "");
    if (refused.reason() != Cause.KERNEL) {
      return refused;
    }
    // Nothing is in the way of the route that was found.
    Route route = refused.route().orElseThrow();
    boolean local = route.type() != Route.UNICAST;
    List<NextHop> hop = List.of(local ? NextHop.of(null, "lo") : route.hops().getFirst());
    Route used =
        new Route(
            route.type(),
            route.destination(),
            hop,
            route.table(),
            source(node, query, route),
            route.scope(),
            route.protocol(),
            route.metric(),
            route.mtu());
    return new Routing.Found(policy.leadingTo(route.table(), query), route, used);
  }

  /** The source address that the kernel takes; none for a packet that has one. */
  private static @Nullable InetAddress source(NodeSnapshot node, RouteQuery query, Route route) {
    if (query.source() != null) {
      return null;
    }
    if (route.source() != null) {
      return route.source();
    }
    NextHop hop = route.hops().getFirst();
    IpAddress next = IpAddress.of(hop.gateway() == null ? query.destination() : hop.gateway());
    return next.isV6()
        ? ipv6Source(node, hop.dev(), next).orElse(null)
        : ipv4Source(node, hop, route.scope()).orElse(null);
  }

  /**
   * {@code inet_select_addr}: of the interface the one beside the gateway, then any, then others'.
   */
  private static Optional<InetAddress> ipv4Source(NodeSnapshot node, NextHop hop, int scope) {
    List<Address> all =
        node.addresses().stream()
            .filter(a -> !IpAddress.of(a.local()).isV6() && a.scope() <= scope)
            .toList();
    List<Address> own = all.stream().filter(a -> a.dev().equals(hop.dev())).toList();
    InetAddress gateway = hop.gateway();
    Stream<Address> beside = own.stream().filter(a -> gateway != null && isBeside(a, gateway));
    Stream<Address> others = all.stream().filter(a -> a.scope() != LINK);
    return Stream.of(beside, own.stream(), others)
        .flatMap(each -> each)
        .map(Address::local)
        .findFirst();
  }

  private static boolean isBeside(Address address, InetAddress other) {
    return new IpPrefix(IpAddress.of(address.local()).masked(address.length()), address.length())
        .contains(IpAddress.of(other));
  }

  /**
   * RFC 6724, rules 1, 2, 5 and 8: the same address, the scope of the destination, the interface,
   * the longest match.
   */
  private static Optional<InetAddress> ipv6Source(NodeSnapshot node, String dev, IpAddress next) {
    return node.addresses().stream()
        .filter(a -> IpAddress.of(a.local()).isV6())
        .filter(a -> a.scope() != HOST || IpAddress.of(a.local()).equals(next))
        .min(
            Comparator.comparing((Address a) -> !IpAddress.of(a.local()).equals(next))
                .thenComparing(a -> isLinkLocal(a.local()) != isLinkLocal(next))
                .thenComparing(a -> !a.dev().equals(dev))
                .thenComparing(a -> !isBeside(a, next.toInetAddress())))
        .map(Address::local);
  }

  private static boolean isLinkLocal(InetAddress address) {
    return address.isLinkLocalAddress();
  }

  private static boolean isLinkLocal(IpAddress address) {
    return address.toInetAddress().isLinkLocalAddress();
  }
}
