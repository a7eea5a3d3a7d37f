package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Ending;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Link-layer addresses of next hops: those that a node's neighbour table has, and those that ARP or
 * neighbour discovery would find, by asking who on the segment would answer.
 */
final class Neighbours {
  /** NUD_* of linux/neighbour.h with an address that is used. */
  private static final int VALID = 2 | 4 | 8 | 16 | 64 | 128;

  private final LabState lab;
  private final EncapForwarding encap;

  Neighbours(LabState lab, EncapForwarding encap) {
    this.lab = lab;
    this.encap = encap;
  }

  /** What the search came to. */
  sealed interface Answer {}

  /** Frames go to that station. */
  record Known(MacAddress station, String state, Optional<String> remark) implements Answer {}

  /**
   * Nobody answers.
   *
   * @param evidence what is in the way of those who might, a sentence each
   */
  record Unresolved(List<String> evidence) implements Answer {}

  /** Who hears a broadcast, and where it did not get through. */
  private record Heard(List<NodeInterface> stations, List<String> lost) {}

  /** What becomes of a packet that is sent to find that out. */
  interface Probing extends Function<PathState, Step.Last> {}

  /**
   * Looks for a next hop's address.
   *
   * @param at the packet that is to go there
   */
  Answer find(PathState at, Position.NextHop hop, Probing probing) {
    String node = hop.node();
    String dev = hop.dev();
    IpAddress address = hop.address();
    Optional<Neighbour> entry = lab.node(node).neighbour(dev, address);
    if (entry.isPresent() && (entry.get().state() & VALID) != 0) {
      MacAddress station = entry.get().lladdr();
      if (station != null) {
        return new Known(station, state(entry.get().state()), Optional.empty());
      }
    }
    NodeInterface asker = new NodeInterface(node, dev);
    if (at.resolving().contains(asker)) {
      return new Unresolved(
          List.of("it would tell the way to a tunnel through which " + asker + " asks for it"));
    }
    return ask(asker, address, new Segment(at.resolvingBy(asker), probing));
  }

  /** With the packet for whose sake the segment is asked. */
  private record Segment(PathState at, Probing probing) {}

  private Answer ask(NodeInterface asker, IpAddress address, Segment segment) {
    Heard heard = heardFrom(asker, segment);
    List<String> evidence = new ArrayList<>(heard.lost());
    Optional<IpAddress> sender = sender(asker, segment.at().packet());
    for (NodeInterface station : heard.stations()) {
      Optional<String> how = answers(station, address, sender, evidence);
      MacAddress mac = lab.node(station.node()).link(station.name()).map(Link::mac).orElse(null);
      if (how.isEmpty() || mac == null) {
        continue;
      }
      Heard back = heardFrom(station, segment);
      if (back.stations().contains(asker)) {
        String remark = "%s would answer for %s%s".formatted(station, address, how.get());
        return new Known(mac, "REACHABLE", Optional.of(remark));
      }
      evidence.add(station + " would answer, and its answer does not come back");
      evidence.addAll(back.lost());
    }
    if (heard.stations().isEmpty() && heard.lost().isEmpty()) {
      evidence.add("no other station is on the segment");
    }
    return new Unresolved(evidence);
  }

  /** Whom the kernel names as the sender of its request ({@code arp_solicit}). */
  private Optional<IpAddress> sender(NodeInterface asker, SimulatedPacket packet) {
    NodeSnapshot snapshot = lab.node(asker.node());
    if (snapshot.isLocal(packet.source())) {
      return Optional.of(packet.source());
    }
    List<IpAddress> own = new ArrayList<>(snapshot.addressesOf(asker.name()));
    snapshot.addresses().stream()
        .filter(address -> !address.dev().equals("lo"))
        .forEach(address -> own.add(IpAddress.of(address.local())));
    return own.stream().filter(a -> a.isV6() == packet.source().isV6()).findFirst();
  }

  /** How a station answers for an address: empty if it does not, a blank text for its own. */
  private Optional<String> answers(
      NodeInterface station, IpAddress address, Optional<IpAddress> sender, List<String> evidence) {
    NodeSnapshot node = lab.node(station.node());
    boolean own = node.addressesOf(station.name()).contains(address);
    if (address.isV6()) {
      return own || isProxy(node, station, address) ? Optional.of("") : Optional.empty();
    }
    boolean hidden = node.settings().arpIgnore(station.name()) > 0 && !own;
    if (sender.isEmpty()) {
      return node.isLocal(address) && !hidden ? Optional.of("") : Optional.empty();
    }
    RouteQuery query =
        RouteQuery.to(address.toInetAddress()).from(sender.get().toInetAddress(), station.name());
    Routing routing = lab.lookup(station.node(), query);
    if (routing instanceof Routing.Refused refused) {
      // A node that would forward to it answers in its place only if it could do so.
      if (node.settings().proxyArp(station.name()) || node.isLocal(address)) {
        evidence.add("%s does not answer for %s: %s".formatted(station, address, refused.text()));
      }
      return Optional.empty();
    }
    Routing.Found found = (Routing.Found) routing;
    if (found.isLocal()) {
      return hidden ? Optional.empty() : Optional.of("");
    }
    if (!node.settings().forwards(station.name(), IpVersion.IPV4)) {
      return Optional.empty();
    }
    if (isProxy(node, station, address)) {
      return Optional.of(", as a proxy entry says");
    }
    boolean elsewhere = !found.hop().dev().equals(station.name());
    return elsewhere && node.settings().proxyArp(station.name())
        ? Optional.of(" (proxy_arp)")
        : Optional.empty();
  }

  private static boolean isProxy(NodeSnapshot node, NodeInterface station, IpAddress address) {
    return node.neighbours().stream()
        .anyMatch(
            n ->
                n.proxy()
                    && n.dev().equals(station.name())
                    && IpAddress.of(n.address()).equals(address));
  }

  /** Every station that a broadcast out of the interface comes to. */
  private Heard heardFrom(NodeInterface start, Segment segment) {
    List<NodeInterface> stations = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    Set<NodeInterface> out = new LinkedHashSet<>();
    Deque<NodeInterface> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      NodeInterface port = open.pop();
      if (out.add(port)) {
        for (NodeInterface in : otherEnds(port, segment, lost)) {
          enter(in, stations, open);
        }
      }
    }
    stations.remove(start);
    return new Heard(List.copyOf(new LinkedHashSet<>(stations)), lost);
  }

  /** A broadcast comes in: to the station there, or to the bridge and all its other ports. */
  private void enter(NodeInterface in, List<NodeInterface> stations, Deque<NodeInterface> open) {
    NodeSnapshot node = lab.node(in.node());
    if (!node.link(in.name()).map(Link::isUp).orElse(false)) {
      return;
    }
    Optional<Link> bridge = node.master(in.name());
    if (bridge.isEmpty()) {
      stations.add(in);
      return;
    }
    stations.add(new NodeInterface(in.node(), bridge.get().name()));
    for (Link port : node.ports(bridge.get().name())) {
      if (L2Forwarding.mayLeave(node, in.name(), port)) {
        open.add(new NodeInterface(in.node(), port.name()));
      }
    }
  }

  private List<NodeInterface> otherEnds(NodeInterface port, Segment segment, List<String> lost) {
    NodeSnapshot node = lab.node(port.node());
    Optional<Link> link = node.link(port.name()).filter(Link::isUp);
    if (link.isEmpty()) {
      return List.of();
    }
    if (link.get().kind() instanceof Bridge) {
      List<NodeInterface> ends = new ArrayList<>();
      node.ports(port.name())
          .forEach(
              p -> ends.addAll(otherEnds(new NodeInterface(port.node(), p.name()), segment, lost)));
      return ends;
    }
    Optional<NodeInterface> cable = lab.otherEnd(port);
    if (cable.isPresent()) {
      return List.of(cable.get());
    }
    Optional<Tunnel> tunnel = node.tunnel(port.name());
    return tunnel.isEmpty() ? List.of() : through(port, tunnel.get(), segment, lost);
  }

  private List<NodeInterface> through(
      NodeInterface port, Tunnel tunnel, Segment segment, List<String> lost) {
    List<NodeInterface> ends = new ArrayList<>();
    for (Step probe : encap.probes(segment.at(), port.node(), tunnel)) {
      Ending end =
          switch (probe) {
            case Step.Forwarded sent -> segment.probing().apply(sent.next()).ending();
            case Step.Last last -> last.ending();
            case Step.Copied _ -> throw new IllegalStateException("a probe has one remote");
          };
      if (end.outcome() == Ending.Outcome.DELIVERED) {
        ends.add(new NodeInterface(end.node(), end.interfaceName()));
      } else {
        lost.add("what asks for it is lost at %s: %s".formatted(end.node(), end.text()));
      }
    }
    return ends;
  }

  /** As {@code ip neigh} prints it. */
  private static String state(int state) {
    return switch (Integer.highestOneBit(state)) {
      case 2 -> "REACHABLE";
      case 4 -> "STALE";
      case 8 -> "DELAY";
      case 16 -> "PROBE";
      case 64 -> "NOARP";
      case 128 -> "PERMANENT";
      default -> "INCOMPLETE";
    };
  }
}
