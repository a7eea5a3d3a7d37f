package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.rtnetlink.Route;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds routes that the kernel rejects because they are invalid or because they already exist.
 * {@link GatewayChecks} checks that a gateway is on a link.
 */
final class RouteChecks {
  /** RT_SCOPE_NOWHERE: the destination is unreachable. */
  private static final int NOWHERE = 255;

  /** RT_SCOPE_LINK: a route with this scope, or a greater one, has no gateway. */
  private static final int LINK = 253;

  /** The metric of the IPv6 route that an address creates (IP6_RT_PRIO_ADDRCONF). */
  private static final int ADDRESS_METRIC_IPV6 = 256;

  private static final int METRIC_IPV6 = 1024;

  private final Node node;
  private final Problems problems;
  private final Map<Key, String> there = new HashMap<>();
  private final List<Own> own =
      new ArrayList<>(List.of(new Own(Prefix.parse("127.0.0.0/8"), Route.LOCAL_TABLE)));

  /** The key by which the kernel distinguishes routes. */
  private record Key(int table, IpAddress network, int length, int metric) {}

  /** Addresses that a table declares local to the node. */
  private record Own(Prefix block, int table) {}

  private RouteChecks(Node node, Problems problems) {
    this.node = node;
    this.problems = problems;
    for (String loopback : List.of("127.0.0.0/8", "127.0.0.1/32", "127.255.255.255/32")) {
      there.put(
          key(Route.LOCAL_TABLE, Prefix.parse(loopback), 0),
          "every node has this route for lo already; remove it");
    }
  }

  static void check(Node node, Problems problems) {
    RouteChecks checks = new RouteChecks(node, problems);
    node.interfaces().forEach(checks::addAddresses);
    node.routes().forEach(checks::check);
  }

  /** The routes that the kernel creates for an interface's addresses. */
  private void addAddresses(Interface i) {
    for (Written<Address> written : i.addresses()) {
      Address address = written.value();
      InetAddress local = address.local();
      InetAddress peer = address.peer();
      boolean ipv6 = local instanceof Inet6Address;
      own.add(new Own(Prefix.of(local), Route.LOCAL_TABLE));
      String maker =
          "the address %s of '%s' makes this route itself; remove the route, or write noprefixroute behind the address"
              .formatted(address.cidr(), i.name());
      if (!ipv6) {
        there.put(key(Route.LOCAL_TABLE, Prefix.of(local), 0), maker);
      }
      boolean alone = !ipv6 && peer == null && address.length() == 32;
      boolean unsaid = !ipv6 && inZeroNetwork(peer == null ? local : peer, address.length());
      if (i.up() && !ipv6 && peer == null) {
        GatewayChecks.broadcast(address)
            .ifPresent(last -> there.put(key(Route.LOCAL_TABLE, Prefix.of(last), 0), maker));
      }
      if (i.up() && !address.noprefixroute() && !alone && !unsaid) {
        int metric = ipv6 && address.metric() == 0 ? ADDRESS_METRIC_IPV6 : address.metric();
        Prefix network = new Prefix(peer == null ? local : peer, address.length());
        there.put(key(Route.MAIN, network, metric), maker);
      }
    }
  }

  /** The kernel does not create a route to 0.0.0.0/8 or a part of it ({@code ipv4_is_zeronet}). */
  static boolean inZeroNetwork(InetAddress address, int length) {
    return IpAddress.of(address).masked(length).toBytes()[0] == 0;
  }

  private static Key key(int table, Prefix to, int metric) {
    IpAddress network = IpAddress.of(to.address()).masked(to.length());
    return new Key(table == 0 ? Route.MAIN : table, network, to.length(), metric);
  }

  private void check(Written<Route> written) {
    Route route = written.value();
    wrong(route).ifPresent(message -> problems.add(written.at(), message));
    boolean ipv6 = route.destination().address() instanceof Inet6Address;
    int metric = ipv6 && route.metric() == 0 ? METRIC_IPV6 : route.metric();
    String before =
        there.putIfAbsent(
            key(route.table(), route.destination(), metric),
            ("there is a route to %s of the same metric already (line %d); remove one of the two,"
                    + " give one another metric, or write one route with nexthop for each gateway")
                .formatted(to(route), written.at().line()));
    if (before != null) {
      problems.add(written.at(), before);
    }
    if (route.type() == Route.LOCAL) {
      own.add(new Own(route.destination(), route.table()));
    }
  }

  private static String to(Route route) {
    return route.destination().isAll() ? "default" : route.destination().toString();
  }

  private Optional<String> wrong(Route route) {
    boolean ipv6 = route.destination().address() instanceof Inet6Address;
    return switch (route.type()) {
      case Route.BLACKHOLE, Route.UNREACHABLE, Route.PROHIBIT, Route.THROW -> {
        boolean way = route.hops().stream().anyMatch(hop -> !ipv6 || hop.gateway() != null);
        yield way
            ? Optional.of(
                "a route that leads nowhere has no way there; remove via, dev and nexthop, or its"
                    + " type")
            : Optional.empty();
      }
      default -> wrongWithWay(route, ipv6);
    };
  }

  private Optional<String> wrongWithWay(Route route, boolean ipv6) {
    if (route.hops().isEmpty()) {
      return Optional.of("the route has no interface; add dev lo, or dev and another interface");
    }
    if (!ipv6 && route.scope() >= NOWHERE) {
      return Optional.of("the kernel takes no route of scope nowhere; remove scope");
    }
    boolean gateway = route.hops().stream().anyMatch(hop -> hop.gateway() != null);
    if (!ipv6 && gateway && route.scope() >= LINK) {
      return Optional.of(
          "a route of this scope ends on the link and has no gateway; remove scope or via");
    }
    InetAddress source = route.source();
    if (source != null && !isOwn(source, route, ipv6)) {
      return Optional.of(
          "node '%s' does not have the address %s, so it cannot be src; write one of its own, or add it to an interface"
              .formatted(node.name(), IpAddress.of(source)));
    }
    if (ipv6 && new HashSet<>(ways(route)).size() < route.hops().size()) {
      return Optional.of(
          "two next hops are the same; remove one, and give the other a greater weight");
    }
    return Optional.empty();
  }

  /**
   * For IPv6, only addresses of interfaces count; for IPv4, what the route's table or the local
   * table declares local.
   */
  private boolean isOwn(InetAddress source, Route route, boolean ipv6) {
    return own.stream()
        .filter(o -> !ipv6 || o.block().length() == 128)
        .filter(o -> o.table() == Route.LOCAL_TABLE || o.table() == route.table())
        .anyMatch(o -> o.block().contains(source));
  }

  private static List<NextHop> ways(Route route) {
    return route.hops().stream()
        .map(hop -> new NextHop(hop.gateway(), hop.dev(), hop.onlink(), 1))
        .toList();
  }
}
