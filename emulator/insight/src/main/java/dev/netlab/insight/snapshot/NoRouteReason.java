package dev.netlab.insight.snapshot;

import dev.netlab.insight.story.Cause;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.netlink.rtnetlink.Rule;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Why a node has no way for a packet: the kernel answers with few numbers (EINVAL is said of a
 * blackhole, of a martian and by rp_filter), so its search is done again over what it lists.
 */
final class NoRouteReason {
  private static final int STRICT = 1;

  private NoRouteReason() {}

  static Routing.Refused explain(
      NodeSnapshot node, PolicyRouting policy, RouteQuery query, String kernelWords) {
    Optional<PolicyRouting.Decision> decision = policy.decide(query);
    Optional<Rule> rule = decision.map(PolicyRouting.Decision::rule);
    Optional<Route> route = decision.flatMap(PolicyRouting.Decision::route);
    if (decision.isEmpty()) {
      return new Routing.Refused(
          rule, route, Cause.NO_ROUTE, node.name() + " has no route for " + query);
    }
    if (route.isEmpty()) {
      return new Routing.Refused(
          rule, route, Cause.ROUTE_REFUSES, "the rule '" + rule.get() + "' refuses " + query);
    }
    Route found = route.get();
    boolean local = found.type() == Route.LOCAL || found.type() == Route.BROADCAST;
    if (found.type() != Route.UNICAST && !local) {
      return new Routing.Refused(
          rule, route, Cause.ROUTE_REFUSES, "the route '" + found + "' refuses " + query);
    }
    InetAddress source = query.source();
    if (!query.iif().isEmpty() && source != null) {
      Optional<Routing.Refused> input = input(node, policy, query, source, rule.get(), found);
      if (input.isPresent()) {
        return input.get();
      }
    }
    return new Routing.Refused(rule, route, Cause.KERNEL, kernelWords);
  }

  /** What a node says of packets from outside only ({@code ip_route_input_slow}). */
  private static Optional<Routing.Refused> input(
      NodeSnapshot node,
      PolicyRouting policy,
      RouteQuery query,
      InetAddress from,
      Rule selecting,
      Route found) {
    IpAddress source = IpAddress.of(from);
    Optional<Rule> rule = Optional.of(selecting);
    Optional<Route> route = Optional.of(found);
    boolean local = found.type() == Route.LOCAL || found.type() == Route.BROADCAST;
    Settings settings = node.settings();
    if (!local && !settings.forwards(query.iif(), source.version())) {
      return Optional.of(
          new Routing.Refused(
              rule,
              route,
              Cause.NOT_FORWARDING,
              "forwarding is off at %s:%s".formatted(node.name(), query.iif())));
    }
    if (from.isMulticastAddress()
        || from.isLoopbackAddress()
        || (node.isLocal(source) && !settings.acceptsLocal(query.iif()))) {
      return Optional.of(
          new Routing.Refused(
              rule,
              route,
              Cause.MARTIAN,
              "the source %s is %s's own and came in by %s"
                  .formatted(source, node.name(), query.iif())));
    }
    int filter = settings.rpFilter(query.iif());
    if (source.isV6() || filter == 0) {
      return Optional.empty();
    }
    // The way back is looked up without the mark, as the node's own packet (src_valid_mark is off).
    RouteQuery back =
        new RouteQuery(/* destination= */ from, /* source= */ query.destination(), "", "", 0);
    Optional<Route> way =
        policy
            .decide(back)
            .flatMap(PolicyRouting.Decision::route)
            .filter(r -> r.type() == Route.UNICAST);
    boolean passes =
        way.isPresent()
            && (filter != STRICT
                || way.get().hops().stream().anyMatch(h -> h.dev().equals(query.iif())));
    return passes
        ? Optional.empty()
        : Optional.of(
            new Routing.Refused(
                rule,
                route,
                Cause.RP_FILTER,
                "rp_filter is %s at %s:%s, and %s"
                    .formatted(
                        filter == STRICT ? "strict" : "loose",
                        node.name(),
                        query.iif(),
                        way.map(r -> source + " is reached by '" + r + "'")
                            .orElse("there is no route to " + source))));
  }
}
