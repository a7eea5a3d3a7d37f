package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.RuleLine;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.NextHop;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.packet.Ethernet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which route a packet took, asked of the kernel with what the packet was when it was routed. */
final class RouteEvents {
  private static final int LOCAL_TABLE = 255;

  private final LabState state;

  RouteEvents(LabState state) {
    this.state = state;
  }

  /** How the kernel routes a packet that came in by an interface. */
  Routing forwarded(String node, FlowKey before, IpAddress destination, String iif, int mark) {
    return state.lookup(node, forwardedQuery(before, destination, iif, mark));
  }

  static RouteQuery forwardedQuery(FlowKey before, IpAddress destination, String iif, int mark) {
    return new RouteQuery(
        destination.toInetAddress(), before.source().toInetAddress(), iif, "", mark);
  }

  /** How the kernel routes a packet that the node made. */
  Routing made(String node, FlowKey ends, int mark) {
    return state.lookup(node, madeQuery(node, ends, mark));
  }

  RouteQuery madeQuery(String node, FlowKey ends, int mark) {
    boolean own = state.node(node).isLocal(ends.source());
    return new RouteQuery(
        ends.destination().toInetAddress(),
        own ? ends.source().toInetAddress() : null,
        "",
        "",
        mark);
  }

  /** The route; none for what is the node's own, or has no way. */
  List<Event> route(Routing routing) {
    return routing instanceof Routing.Found found && !found.isLocal()
        ? List.of(event(found))
        : List.of();
  }

  /** How the link-layer address of the next hop was known; none on links without such. */
  List<Event> neighbour(String node, Routing routing, IpAddress destination, Sighting left) {
    Optional<Ethernet> ethernet = left.outermost().find(Ethernet.class);
    if (!(routing instanceof Routing.Found found) || found.isLocal() || ethernet.isEmpty()) {
      return List.of();
    }
    NextHop hop = found.hop();
    if (!left.interfaceName().equals(hop.dev())) {
      return List.of();
    }
    IpAddress next = hop.gateway() == null ? destination : IpAddress.of(hop.gateway());
    Optional<Neighbour> known = state.node(node).neighbour(hop.dev(), next);
    return List.of(
        new Event.Neighbour(
            next.toString(),
            hop.dev(),
            ethernet.get().destination().toString(),
            known.map(RouteEvents::stateOf).orElse("gone since")));
  }

  static Event.Route event(Routing.Found found) {
    Route route = found.route();
    NextHop hop = found.hop();
    return new Event.Route(
        found.rule().map(RuleLine::of).orElse(""),
        route.toString(),
        table(route.table()),
        Optional.ofNullable(hop.gateway()).map(gateway -> IpAddress.of(gateway).toString()),
        hop.dev());
  }

  static String table(int number) {
    return switch (number) {
      case Route.MAIN -> "main";
      case LOCAL_TABLE -> "local";
      default -> Integer.toString(number);
    };
  }

  /** As {@code ip neigh} has it, in capitals. */
  static String stateOf(Neighbour neighbour) {
    String line = neighbour.toString(); // ends with its state
    return line.substring(line.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT);
  }
}
