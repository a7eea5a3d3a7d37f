package dev.netlab.insight.facts;

import dev.netlab.lab.Condition;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Interfaces;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.packet.filter.Bindings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Conditions about what a node's kernel has, asked over rtnetlink. */
final class KernelConditions {
  private static final int SHOWN = 8;

  private final Kernels kernels;
  private final LinkCondition links;

  KernelConditions(Kernels kernels, UserspaceDevices devices) {
    this.kernels = kernels;
    this.links = new LinkCondition(kernels, devices);
  }

  Verdict address(Condition.HasAddress condition, Bindings bindings) {
    NetlinkSocket socket = kernels.routes(condition.node());
    List<Address> there =
        Address.dump(socket, kernels.interfaces(condition.node())).stream()
            .filter(address -> address.dev().equals(condition.interfaceName()))
            .toList();
    Address wanted = condition.address().value();
    return found(
        condition.node() + ":" + condition.interfaceName(),
        condition.address().words(),
        there,
        there.stream().filter(address -> Iproute2Match.matches(wanted, address)).findFirst(),
        bindings);
  }

  Verdict route(Condition.HasRoute condition, Bindings bindings) {
    NetlinkSocket socket = kernels.routes(condition.node());
    List<Route> routes = Route.dump(socket, kernels.interfaces(condition.node()));
    Route wanted = condition.route().value();
    List<Route> near =
        routes.stream().filter(r -> r.destination().equals(wanted.destination())).toList();
    List<Route> mains = routes.stream().filter(r -> r.table() == wanted.table()).toList();
    return found(
        condition.node(),
        condition.route().words(),
        near.isEmpty() ? mains : near,
        routes.stream()
            .filter(r -> Iproute2Match.matches(wanted, condition.route().words(), r))
            .findFirst(),
        bindings);
  }

  Verdict rule(Condition.HasRule condition, Bindings bindings) {
    List<Rule> rules = Rule.dump(kernels.routes(condition.node()));
    Rule wanted = condition.rule().value();
    return found(
        condition.node(),
        condition.rule().words(),
        rules.stream().filter(rule -> rule.family() == wanted.family()).toList(),
        rules.stream().filter(rule -> Iproute2Match.matches(wanted, rule)).findFirst(),
        bindings);
  }

  Verdict neighbour(Condition.HasNeighbour condition, Bindings bindings) {
    NetlinkSocket socket = kernels.routes(condition.node());
    List<Neighbour> there = Neighbour.dump(socket, kernels.interfaces(condition.node()));
    Neighbour wanted = condition.neighbour().value();
    return found(
        condition.node(),
        condition.neighbour().words(),
        there,
        there.stream()
            .filter(n -> Iproute2Match.matches(wanted, condition.neighbour().words(), n))
            .findFirst(),
        bindings);
  }

  Verdict fdb(Condition.HasFdb condition, Bindings bindings) {
    NetlinkSocket socket = kernels.routes(condition.node());
    List<FdbEntry> there = FdbEntry.dump(socket, kernels.interfaces(condition.node()));
    FdbEntry wanted = condition.entry().value();
    return found(
        condition.node(),
        condition.entry().words(),
        there,
        there.stream()
            .filter(e -> Iproute2Match.matches(wanted, condition.entry().words(), e))
            .findFirst(),
        bindings);
  }

  Verdict lookup(Condition.Lookup condition, Bindings bindings) {
    NetlinkSocket socket = kernels.routes(condition.node());
    Interfaces interfaces = kernels.interfaces(condition.node());
    RouteQuery query =
        new RouteQuery(
            condition.destination(),
            condition.from().orElse(null),
            condition.iif().orElse(""),
            "",
            (int) condition.mark().orElse(0));
    Route used;
    try {
      used = query.match(socket, interfaces);
    } catch (KernelException e) {
      return new Verdict.Fails(
          "%s has no way for %s: %s".formatted(condition.node(), query, e.getMessage()));
    }
    Route wanted = condition.by().value();
    return Iproute2Match.matches(wanted, condition.by().words(), used)
        ? Verdict.holds(bindings, "%s routes %s by %s".formatted(condition.node(), query, used))
        : new Verdict.Fails(
            "%s routes %s by '%s', expected '%s'"
                .formatted(condition.node(), query, used, condition.by().words()));
  }

  Verdict link(Condition.HasLink condition, Bindings bindings) {
    return links.check(condition, bindings);
  }

  private static Verdict found(
      String where, String wanted, List<?> there, Optional<?> found, Bindings bindings) {
    if (found.isPresent()) {
      return Verdict.holds(bindings, where + " has " + found.get());
    }
    String has =
        there.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
    String more = there.size() > SHOWN ? " and " + (there.size() - SHOWN) + " more" : "";
    return new Verdict.Fails(
        where + " has no '" + wanted + "'; it has " + (has.isEmpty() ? "none" : has + more));
  }
}
