package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.PassedRules;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.RuleLine;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Ipv4;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains, from a node's configuration, why it did not forward or send a packet. */
final class NodeDiagnosis {
  private static final Set<String> UNRESOLVED = Set.of("FAILED", "INCOMPLETE", "NONE");

  private final LabState state;
  private final RouteEvents routes;

  NodeDiagnosis(LabState state) {
    this.state = state;
    this.routes = new RouteEvents(state);
  }

  /** Of a packet that came in. */
  Diagnosis forwarded(Sighting last, FlowKey ends, List<ChainTraversal> own) {
    FlowKey came = FlowKey.of(last.outermost()).orElse(ends);
    int mark = own.isEmpty() ? 0 : own.getLast().mark();
    IpAddress destination = ends.destination();
    RouteQuery query = RouteEvents.forwardedQuery(came, destination, last.interfaceName(), mark);
    Routing routing = state.lookup(last.node(), query);
    Optional<Ip> ip = last.outermost().find(Ip.class);
    Diagnosis diagnosis =
        switch (routing) {
          case Routing.Refused refused -> refusal(refused);
          case Routing.Found found when found.isLocal() -> unexplained(last.node());
          case Routing.Found _ when ip.map(Ip::ttl).orElse(64) <= 1 ->
              new Diagnosis(Cause.TTL_EXCEEDED, last.node() + " got it with its TTL used up");
          case Routing.Found found ->
              tooLong(last, found, ip)
                  .orElseGet(() -> beyondRouting(last.node(), found, destination));
        };
    return diagnosis.with(skippedTables(last.node(), query, routing));
  }

  /** Of a packet that the node made. */
  Diagnosis made(String node, FlowKey ends, int mark) {
    RouteQuery query = routes.madeQuery(node, ends, mark);
    Routing routing = state.lookup(node, query);
    Diagnosis diagnosis =
        switch (routing) {
          case Routing.Refused refused -> refusal(refused);
          case Routing.Found found -> beyondRouting(node, found, ends.destination());
        };
    return diagnosis.with(skippedTables(node, query, routing));
  }

  /** The interface by which the node would send such a packet; empty if it would not send it. */
  String dev(String node, FlowKey ends, int mark) {
    return routes.made(node, ends, mark) instanceof Routing.Found found ? found.hop().dev() : "";
  }

  private List<String> skippedTables(String node, RouteQuery query, Routing routing) {
    return PassedRules.of(state.node(node), query, routing.rule()).stream()
        .filter(rule -> rule.table() != Route.MAIN)
        .map(rule -> skippedTables(rule, query))
        .toList();
  }

  private static String skippedTables(Rule rule, RouteQuery query) {
    return "the rule '%s' chose it first, and table %s has no route to %s"
        .formatted(
            RuleLine.of(rule),
            RouteEvents.table(rule.table()),
            IpAddress.of(query.destination()).toString());
  }

  private static Diagnosis refusal(Routing.Refused refused) {
    return new Diagnosis(refused.reason(), refused.text());
  }

  private Optional<Diagnosis> tooLong(Sighting last, Routing.Found found, Optional<Ip> ip) {
    int mtu = mtu(last.node(), found);
    boolean fixed = ip.map(i -> !(i instanceof Ipv4 v4) || v4.dontFragment()).orElse(false);
    return ip.filter(i -> fixed && i.length() > mtu)
        .map(
            i ->
                new Diagnosis(
                    Cause.MTU_EXCEEDED,
                    "it has %d bytes and may not be cut, and %s:%s takes %d"
                        .formatted(i.length(), last.node(), found.hop().dev(), mtu)));
  }

  private int mtu(String node, Routing.Found found) {
    int link = state.node(node).link(found.hop().dev()).map(Link::mtu).orElse(Integer.MAX_VALUE);
    return found.route().mtu() == 0 ? link : Math.min(link, found.route().mtu());
  }

  /** Behind routing: the link, what carries it, and the neighbour. */
  private Diagnosis beyondRouting(String name, Routing.Found found, IpAddress destination) {
    NodeSnapshot node = state.node(name);
    NextHop hop = found.hop();
    String place = name + ":" + hop.dev();
    Optional<Tunnel> tunnel = node.tunnel(hop.dev());
    if (tunnel.map(t -> t.carrier() == Tunnel.Carrier.NOBODY).orElse(false)) {
      return new Diagnosis(
          Cause.AGENT_STOPPED, place + " has no carrier: the lab's agent does not serve it");
    }
    if (!node.link(hop.dev()).map(Link::isUp).orElse(true)) {
      return new Diagnosis(Cause.LINK_DOWN, place + " is down");
    }
    if (!node.link(hop.dev()).map(Link::isRunning).orElse(true)) {
      String end =
          state
              .otherEnd(new NodeInterface(name, hop.dev()))
              .map(there -> ": its other end " + there + " is down")
              .orElse("");
      return new Diagnosis(Cause.LINK_DOWN, place + " has no carrier" + end);
    }
    IpAddress next = hop.gateway() == null ? destination : IpAddress.of(hop.gateway());
    Optional<Neighbour> known = node.neighbour(hop.dev(), next);
    boolean unresolved =
        known.map(n -> UNRESOLVED.contains(RouteEvents.stateOf(n))).orElse(resolves(node, hop));
    if (!unresolved) {
      return unexplained(name);
    }
    String entry = known.map(n -> "its entry is " + RouteEvents.stateOf(n)).orElse("no entry");
    return new Diagnosis(
        Cause.NEIGHBOUR_UNRESOLVED,
        "%s has no link-layer address of %s, to which '%s' leads: %s"
            .formatted(name, next, found.route(), entry),
        List.of(),
        Optional.of(new Diagnosis.NextHop(hop.dev(), next)));
  }

  /** Whether next hops there have link-layer addresses that must be asked for. */
  private static boolean resolves(NodeSnapshot node, NextHop hop) {
    return node.link(hop.dev()).map(link -> link.mac() != null).orElse(false)
        && !hop.dev().equals("lo");
  }

  private static Diagnosis unexplained(String node) {
    return new Diagnosis(
        Cause.UNKNOWN, node + " had it and did not send it on, and its state does not say why");
  }
}
