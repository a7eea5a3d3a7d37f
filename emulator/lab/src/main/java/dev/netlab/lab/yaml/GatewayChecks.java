package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds routes that the kernel would reject because their gateway is not on a link. Like {@code
 * fib_check_nh} (net/ipv4/fib_semantics.c) and {@code ip6_route_check_nh}, it looks for a route of
 * link scope to the gateway among those that already exist: the networks of addresses, then the
 * routes listed above.
 */
final class GatewayChecks {
  /** The link scope of rt_scope_t: a route with this scope, or a greater one, needs no gateway. */
  private static final int LINK = 253;

  private final Node node;
  private final Set<Integer> asked = new HashSet<>(Set.of(Route.MAIN));
  private final List<OnLink> reachable = new ArrayList<>();
  private final Set<InetAddress> own = new HashSet<>();
  private final Set<InetAddress> broadcasts = new HashSet<>();

  /** A block of addresses that is on a link. */
  private record OnLink(Prefix block, String dev, int table) {}

  GatewayChecks(Node node) {
    this.node = node;
  }

  void check(Problems problems) {
    for (Written<Rule> rule : node.rules()) {
      asked.add(rule.value().table());
    }
    for (Interface i : node.interfaces()) {
      i.addresses().forEach(written -> addNetwork(i, written.value()));
    }
    for (Written<Route> written : node.routes()) {
      Route route = written.value();
      for (NextHop hop : route.hops()) {
        check(written.at(), route, hop, problems);
      }
      if (route.type() == Route.UNICAST
          && route.hops().size() == 1
          && route.hops().getFirst().gateway() == null
          && (route.scope() >= LINK || is6(route.destination().address()))) {
        reachable.add(
            new OnLink(route.destination(), route.hops().getFirst().dev(), route.table()));
      }
    }
  }

  private void addNetwork(Interface i, Address address) {
    InetAddress peer = address.peer();
    own.add(address.local());
    if (peer == null) {
      broadcast(address).ifPresent(broadcasts::add);
    }
    InetAddress network = peer == null ? address.local() : peer;
    boolean unsaid = !is6(network) && RouteChecks.inZeroNetwork(network, address.length());
    if (i.up() && !unsaid && !(address.noprefixroute() && peer == null)) {
      reachable.add(new OnLink(new Prefix(network, address.length()), i.name(), Route.MAIN));
    }
  }

  /** The last address of an IPv4 network, if it is not a host's address (RFC 3021). */
  static Optional<InetAddress> broadcast(Address address) {
    return is6(address.local()) || address.length() > 30
        ? Optional.empty()
        : Optional.of(IpAddress.of(address.local()).last(address.length()).toInetAddress());
  }

  private void check(Location at, Route route, NextHop hop, Problems problems) {
    node.interfaceNamed(hop.dev())
        .filter(i -> !i.up())
        .ifPresent(
            i ->
                problems.add(
                    at,
                    "'%s' is left down, and the kernel takes no route over it; remove up: false"
                        .formatted(i.name())));
    InetAddress gateway = hop.gateway();
    Optional<String> never = gateway == null ? Optional.empty() : never(gateway, hop.dev());
    if (never.isPresent()) {
      problems.add(at, never.orElseThrow());
      return;
    }
    if (gateway == null || hop.onlink() || (is6(gateway) && gateway.isLinkLocalAddress())) {
      return;
    }
    boolean found =
        reachable.stream()
            .filter(on -> hop.dev().isEmpty() || on.dev().equals(hop.dev()))
            .filter(on -> on.table() == route.table() || asked.contains(on.table()))
            .anyMatch(on -> on.block().contains(gateway));
    if (!found) {
      problems.add(
          at,
          "the gateway %s is not on a link%s, so the kernel refuses the route; add above it a route '%s dev %s scope link', an address of its network, or onlink"
              .formatted(
                  IpAddress.of(gateway),
                  hop.dev().isEmpty() ? "" : " of " + hop.dev(),
                  IpAddress.of(gateway),
                  hop.dev().isEmpty() ? "INTERFACE" : hop.dev()));
    }
  }

  /** The reason why the address cannot be a gateway on any link. */
  private Optional<String> never(InetAddress gateway, String dev) {
    String text = IpAddress.of(gateway).toString();
    if (gateway.isMulticastAddress() || broadcasts.contains(gateway)) {
      return Optional.of(
          "%s is not one station's address, so it cannot be a gateway; write a router's"
              .formatted(text));
    }
    if (is6(gateway) && own.contains(gateway)) {
      return Optional.of(
          "%s is the node's own address, so it cannot be its gateway; write a router's"
              .formatted(text));
    }
    return is6(gateway) && gateway.isLinkLocalAddress() && dev.isEmpty()
        ? Optional.of(
            "%s is an address of a link, of which there are many; add dev and the interface"
                .formatted(text))
        : Optional.empty();
  }

  private static boolean is6(InetAddress address) {
    return address.getAddress().length == 16;
  }
}
