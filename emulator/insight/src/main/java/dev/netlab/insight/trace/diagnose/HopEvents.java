package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.Translation.Side;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ip;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a node did with a packet between two sightings of it. */
final class HopEvents {

  private static final Event DECIDED =
      new Event.Remark("as decided for the connection's first packet");

  private final LabState state;
  private final NftTraceIndex traces;
  private final ConntrackIndex connections;
  private final RouteEvents routes;

  HopEvents(LabState state, NftTraceIndex traces, ConntrackIndex connections) {
    this.state = state;
    this.traces = traces;
    this.connections = connections;
    this.routes = new RouteEvents(state);
  }

  /** What was done before a packet that the node made was first seen. */
  List<Event> made(PacketPath path) {
    return path.first().way() == Way.IN ? List.of() : sent(path.first(), traces.beforeFirst(path));
  }

  /**
   * What was done from one sighting to the next, of one packet.
   *
   * @param index of the first of the two
   */
  List<Event> between(PacketPath path, int index) {
    Sighting before = path.sightings().get(index);
    Sighting after = path.sightings().get(index + 1);
    List<ChainTraversal> own = traces.after(path, index);
    if (!before.node().equals(after.node())) {
      return List.of();
    }
    if (after.depth() < before.depth()) {
      return decapsulated(before, after, own);
    }
    if (after.depth() > before.depth()) {
      return encapsulated(before, after, own);
    }
    return forwarded(before, after, own);
  }

  private List<Event> decapsulated(Sighting before, Sighting after, List<ChainTraversal> own) {
    List<Event> events = new ArrayList<>(received(before, own));
    List<EncapLevel> headers = before.outer().subList(0, before.depth() - after.depth());
    TunnelHeaders.last(headers, after.interfaceName())
        .map(Event.Decapsulation::new)
        .ifPresent(events::add);
    return events;
  }

  private List<Event> encapsulated(Sighting before, Sighting after, List<ChainTraversal> own) {
    List<Event> events = new ArrayList<>();
    List<EncapLevel> headers = after.outer().subList(0, after.depth() - before.depth());
    TunnelHeaders.last(headers, before.interfaceName())
        .map(Event.Encapsulation::new)
        .ifPresent(events::add);
    events.addAll(sent(after, own));
    return events;
  }

  /** What happens to a packet of the node's own: output, routing, postrouting. */
  private List<Event> sent(Sighting left, List<ChainTraversal> own) {
    Optional<FlowKey> ends = FlowKey.of(left.outermost());
    if (ends.isEmpty()) {
      return List.of();
    }
    String node = left.node();
    FlowKey made = own.stream().flatMap(w -> w.flow().stream()).findFirst().orElse(ends.get());
    int mark = own.isEmpty() ? 0 : own.getFirst().mark();
    FlowKey routed =
        new FlowKey(
            made.protocol(),
            made.source(),
            made.sourcePort(),
            ends.get().destination(),
            ends.get().destinationPort());
    List<Event> events = new ArrayList<>();
    connections.of(node, made, left.nanos(), own).ifPresent(events::add);
    Routing routing = routes.made(node, routed, mark);
    events.addAll(routes.route(routing));
    events.addAll(rules(node, made, own, NatEvents.between(made, ends.get())));
    events.addAll(routes.neighbour(node, routing, routed.destination(), left));
    return events;
  }

  /** What happens to a packet that goes no further: prerouting, input, or as far as it came. */
  List<Event> received(Sighting at, List<ChainTraversal> own) {
    List<Event> events = new ArrayList<>();
    Optional<FlowKey> ends = FlowKey.of(at.outermost());
    if (ends.isEmpty()) {
      return events;
    }
    List<Event> translations =
        own.stream()
            .reduce((_, last) -> last)
            .flatMap(ChainTraversal::flow)
            .map(last -> NatEvents.between(ends.get(), last))
            .orElse(List.of());
    events.addAll(rules(at.node(), ends.get(), own, translations));
    addConnection(events, connections.of(at.node(), ends.get(), at.nanos(), own));
    return events;
  }

  /** A connection is found when the packet has come to its first hook. */
  private static void addConnection(List<Event> events, Optional<Event> connection) {
    boolean hooked = !events.isEmpty() && events.getFirst() instanceof Event.Hook;
    connection.ifPresent(event -> events.add(hooked ? 1 : 0, event));
  }

  private List<Event> forwarded(Sighting before, Sighting after, List<ChainTraversal> own) {
    NodeSnapshot node = state.node(before.node());
    Optional<Event> bridged = bridged(node, before, after);
    if (bridged.isPresent()) {
      return List.of(bridged.get());
    }
    Optional<FlowKey> from = FlowKey.of(before.outermost());
    Optional<FlowKey> to = FlowKey.of(after.outermost());
    if (from.isEmpty() || to.isEmpty() || !isRouted(before, after)) {
      return List.of();
    }
    // Routing sees the mark that prerouting left, where no interface to leave by is known yet.
    int mark =
        own.stream()
            .filter(walk -> walk.outInterface() == 0)
            .reduce((_, last) -> last)
            .map(ChainTraversal::mark)
            .orElse(0);
    IpAddress destination = to.get().destination();
    Routing routing =
        routes.forwarded(node.name(), from.get(), destination, before.interfaceName(), mark);
    List<Event> translations = NatEvents.between(from.get(), to.get());
    RuleEvents rules = new RuleEvents(node);
    List<ChainTraversal> came = own.stream().filter(w -> w.outInterface() == 0).toList();
    List<ChainTraversal> left = own.stream().filter(w -> w.outInterface() != 0).toList();
    List<Event> events = new ArrayList<>(rules.withHooks(came));
    List<Event> leaving = new ArrayList<>(rules.withHooks(left));
    if (rules.of(own).isEmpty() && !translations.isEmpty()) {
      List<ChainTraversal> first = ofFirstPacket(node.name(), from.get());
      boolean answer = !connections.firstPacketKeys(node.name(), from.get()).contains(from.get());
      if (!first.isEmpty()) {
        events.add(DECIDED);
      }
      // What a first packet met when it left is undone when its answer arrives.
      events.addAll(rules.of(first.stream().filter(w -> answer || w.outInterface() == 0).toList()));
      leaving.addAll(
          rules.of(first.stream().filter(w -> !answer && w.outInterface() != 0).toList()));
    }
    addConnection(events, connections.of(node.name(), from.get(), before.nanos(), own));
    events.addAll(ofSide(Side.DESTINATION, translations));
    events.addAll(routes.route(routing));
    events.addAll(leaving);
    events.addAll(ofSide(Side.SOURCE, translations));
    events.addAll(routes.neighbour(node.name(), routing, destination, after));
    return events;
  }

  private static List<Event> ofSide(Side side, List<Event> translations) {
    return translations.stream()
        .filter(event -> event instanceof Event.Translation made && made.side() == side)
        .toList();
  }

  /**
   * The hooks and rules that a packet met, and what they made of it. Translation is decided once
   * for a connection: later packets are reported with the rules that its first packet met.
   */
  private List<Event> rules(
      String node, FlowKey ends, List<ChainTraversal> own, List<Event> translations) {
    RuleEvents rules = new RuleEvents(state.node(node));
    List<Event> events = new ArrayList<>(rules.withHooks(own));
    if (rules.of(own).isEmpty() && !translations.isEmpty()) {
      List<Event> first = rules.of(ofFirstPacket(node, ends));
      if (!first.isEmpty()) {
        events.add(DECIDED);
        events.addAll(first);
      }
    }
    events.addAll(translations);
    return events;
  }

  /** The walks of the first packet of such a packet's connection, where they met a rule. */
  private List<ChainTraversal> ofFirstPacket(String node, FlowKey ends) {
    RuleEvents rules = new RuleEvents(state.node(node));
    Set<List<Event>> told = new HashSet<>();
    return connections.firstPacketKeys(node, ends).stream()
        .distinct()
        .flatMap(face -> traces.of(node, face).stream())
        .filter(walk -> !rules.of(List.of(walk)).isEmpty() && told.add(rules.of(List.of(walk))))
        .toList();
  }

  /** A router lowers the TTL; what only passes through a bridge, VLAN or team keeps it. */
  static boolean isRouted(Sighting before, Sighting after) {
    Optional<Integer> ttl = before.outermost().find(Ip.class).map(Ip::ttl);
    return before.way() == Way.IN
        && after.way() == Way.OUT
        && ttl.isPresent()
        && !ttl.equals(after.outermost().find(Ip.class).map(Ip::ttl));
  }

  private static Optional<Event> bridged(NodeSnapshot node, Sighting before, Sighting after) {
    return bridge(node, before, after)
        .map(bridge -> new Event.Forwarding(bridge, after.destinationMac(), after.interfaceName()));
  }

  /** The bridge that passes a packet on from one port, or from the bridge itself, to another. */
  static Optional<String> bridge(NodeSnapshot node, Sighting before, Sighting after) {
    return node.master(after.interfaceName())
        .or(() -> node.master(before.interfaceName()))
        .map(Link::name)
        .filter(name -> belongs(node, before, name) && belongs(node, after, name));
  }

  private static boolean belongs(NodeSnapshot node, Sighting sighting, String bridge) {
    return sighting.interfaceName().equals(bridge)
        || node.master(sighting.interfaceName())
            .map(link -> link.name().equals(bridge))
            .orElse(false);
  }
}
