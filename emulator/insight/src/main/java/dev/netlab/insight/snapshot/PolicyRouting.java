package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.netlink.rtnetlink.Rule;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's search for a route, done over what it lists: its answer names the table, and the
 * rule that led there, or the one that refuses, is found by doing the same again (ip-rule(8)).
 *
 * @param rules in their order, of both families
 */
record PolicyRouting(List<Rule> rules, List<Route> routes) {
  private static final int THROW = 9;

  /**
   * Where the search ended.
   *
   * @param route empty where the rule itself refuses
   */
  record Decision(Rule rule, Optional<Route> route) {}

  /** The first rule that leads to a route or refuses; empty where all tables lack a route. */
  Optional<Decision> decide(RouteQuery query) {
    for (Rule rule : rules) {
      if (!selects(rule, query)) {
        continue;
      }
      if (rule.action() != Rule.LOOKUP) {
        return Optional.of(new Decision(rule, Optional.empty()));
      }
      Optional<Route> found = longest(rule.table(), query.destination(), query.oif());
      if (found.isPresent() && found.get().type() != THROW) {
        return Optional.of(new Decision(rule, found));
      }
    }
    return Optional.empty();
  }

  /** The first rule that selects the packet and looks into the table. */
  Optional<Rule> leadingTo(int table, RouteQuery query) {
    return rules.stream()
        .filter(rule -> rule.action() == Rule.LOOKUP && rule.table() == table)
        .filter(rule -> selects(rule, query))
        .findFirst();
  }

  private Optional<Route> longest(int table, InetAddress to, String oif) {
    return routes.stream()
        .filter(route -> route.table() == table && route.destination().contains(to))
        .filter(
            route ->
                oif.isEmpty()
                    || route.type() != Route.UNICAST
                    || route.hops().stream().anyMatch(hop -> hop.dev().equals(oif)))
        .min(
            Comparator.comparingInt((Route route) -> -route.destination().length())
                .thenComparing(Route::metric, Integer::compareUnsigned));
  }

  boolean selects(Rule rule, RouteQuery query) {
    if (!version(query.destination()).equals(version(rule.to().address()))) {
      return false;
    }
    boolean from =
        query.source() == null ? rule.from().isAll() : rule.from().contains(query.source());
    String iif = query.iif().isEmpty() ? "lo" : query.iif();
    boolean all =
        from
            && rule.to().contains(query.destination())
            && (query.mark() & rule.mask()) == rule.mark()
            && (rule.iif().isEmpty() || rule.iif().equals(iif))
            && (rule.oif().isEmpty() || rule.oif().equals(query.oif()));
    return all != rule.inverted();
  }

  private static IpVersion version(InetAddress address) {
    return IpAddress.of(address).version();
  }
}
