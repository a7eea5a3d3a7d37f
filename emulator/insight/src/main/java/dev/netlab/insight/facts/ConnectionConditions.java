package dev.netlab.insight.facts;

import dev.netlab.insight.capture.NodeEvent;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Condition;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netfilter.ConntrackStatus;
import dev.netlab.netlink.netfilter.ConntrackTuple;
import dev.netlab.netlink.netfilter.NetfilterEvent;
import dev.netlab.netlink.netfilter.Transport;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.Layer;
import dev.netlab.packet.Packet;
import dev.netlab.packet.Udp;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions about tracked connections. */
final class ConnectionConditions {
  private static final int SHOWN = 6;

  private final Evidence evidence;

  ConnectionConditions(Evidence evidence) {
    this.evidence = evidence;
  }

  Verdict conntrack(Condition.Conntrack condition, Bindings bindings) {
    PacketExpression original = tuple(condition.original(), condition.protocol());
    PacketExpression reply = tuple(condition.reply(), condition.protocol());
    List<ConntrackEntry> entries = evidence.connections().getOrDefault(condition.node(), List.of());
    List<Verdict.Binding> ways = new ArrayList<>();
    for (ConntrackEntry entry : entries) {
      if (condition.zone().isPresent() && condition.zone().getAsInt() != entry.zone()) {
        continue;
      }
      for (Bindings first : original.match(bindings, skeleton(entry.original()))) {
        for (Bindings both : reply.match(first, skeleton(entry.reply()))) {
          ways.add(
              new Verdict.Binding(both, "%s tracked %s".formatted(condition.node(), text(entry))));
        }
      }
    }
    return Verdict.of(
        ways.stream().distinct().toList(),
        "%s tracked no %s connection %s reply %s%s%s; it tracked %s"
            .formatted(
                condition.node(),
                condition.protocol(),
                condition.original(),
                condition.reply(),
                condition.zone().isPresent() ? " zone " + condition.zone().getAsInt() : "",
                bindings.values().isEmpty() ? "" : " with " + bindings,
                shown(entries.stream().map(ConnectionConditions::text).distinct().toList())));
  }

  private static String text(ConntrackEntry entry) {
    String zone = entry.zone() == 0 ? "" : " zone " + entry.zone();
    return entry.original() + ", reply " + entry.reply() + zone;
  }

  Verdict events(Condition.ConnectionEvents condition, Bindings bindings) {
    PacketExpression original = tuple(condition.original(), condition.protocol());
    List<Verdict.Binding> ways = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (List<NetfilterEvent.Connection> told : reportedBy(condition.node()).values()) {
      List<String> states = told.stream().map(ConnectionConditions::state).toList();
      ConntrackTuple tuple = told.getFirst().entry().original();
      String text = tuple + ": " + String.join(", ", states);
      List<Bindings> found = original.match(bindings, skeleton(tuple));
      if (passedThrough(condition.states(), states)) {
        found.forEach(b -> ways.add(new Verdict.Binding(b, condition.node() + " told of " + text)));
      }
      others.add(text);
    }
    return Verdict.of(
        ways,
        "%s told of no %s connection %s that went through %s; it told of %s"
            .formatted(
                condition.node(),
                condition.protocol(),
                condition.original(),
                String.join(", ", condition.states()),
                shown(others)));
  }

  /** The events that a node reported of each connection, by the kernel's id of it. */
  private Map<Integer, List<NetfilterEvent.Connection>> reportedBy(String node) {
    Map<Integer, List<NetfilterEvent.Connection>> told = new LinkedHashMap<>();
    for (NodeEvent event : evidence.recording().events()) {
      if (event.node().equals(node)
          && event.event() instanceof NetfilterEvent.Connection connection) {
        told.computeIfAbsent(connection.entry().id(), _ -> new ArrayList<>()).add(connection);
      }
    }
    return told;
  }

  /** {@code UPDATE ESTABLISHED ASSURED}, as {@code conntrack -E} has it. */
  private static String state(NetfilterEvent.Connection event) {
    ConntrackEntry entry = event.entry();
    return event.kind()
        + (entry.state().isEmpty() ? "" : " " + entry.state())
        + (entry.status().contains(ConntrackStatus.ASSURED) ? " ASSURED" : "");
  }

  private static String shown(List<String> lines) {
    String more = lines.size() > SHOWN ? " and " + (lines.size() - SHOWN) + " more" : "";
    return lines.isEmpty()
        ? "none"
        : String.join("; ", lines.subList(0, Math.min(SHOWN, lines.size()))) + more;
  }

  private static PacketExpression tuple(String endpoints, String protocol) {
    return PacketExpression.parse(endpoints + " " + protocol);
  }

  /** A tuple as the packet whose headers it is the essence of. */
  private static Packet skeleton(ConntrackTuple tuple) {
    Layer ip =
        new Ipv4(
            0,
            0,
            0,
            0,
            0,
            false,
            false,
            0,
            0,
            tuple.protocol(),
            0,
            IpAddress.of(tuple.source()),
            IpAddress.of(tuple.destination()));
    Optional<Layer> ports =
        tuple.transport() instanceof Transport.Ports(int source, int destination)
            ? Optional.of(new Udp(0, source, destination, 0, 0))
            : Optional.empty();
    List<Layer> layers = new ArrayList<>(List.of(ip));
    ports.ifPresent(layers::add);
    return Packet.ofLayers(layers);
  }

  /**
   * Whether there is an event for each wanted state, in order, that has it or a later one of its
   * kind. An event has the state of when it is reported, not of when it changed: where the next
   * packet is quick on another processor, {@code FIN_WAIT, LAST_ACK} is reported as {@code
   * LAST_ACK, LAST_ACK}.
   */
  static boolean passedThrough(List<String> wanted, List<String> events) {
    int next = 0;
    for (String event : events) {
      if (next < wanted.size()
          && kind(event).equals(kind(wanted.get(next)))
          && wanted.subList(next, wanted.size()).contains(event)) {
        next++;
      }
    }
    return next == wanted.size();
  }

  /** {@code NEW}, {@code UPDATE} or {@code DESTROY}. */
  private static String kind(String event) {
    return event.split(" ", 2)[0];
  }
}
