package dev.netlab.insight.explain;

import dev.netlab.insight.explain.Position.LinkHeader;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.ip.MacAddress;
import dev.netlab.lab.Way;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.nft.ruleset.TableFamily;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A packet as a frame: out of an interface, over wires and bridges, into the next one. */
final class L2Forwarding {
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_NOARP = 0x80;

  /** How a copy of a flooded frame ends that nobody was waiting for. */
  private static final Set<Cause> NOBODY =
      EnumSet.of(Cause.OTHER_STATION, Cause.NO_PORT, Cause.LINK_DOWN, Cause.WIRE);

  private final LabState lab;
  private final Neighbours neighbours;

  L2Forwarding(LabState lab, Neighbours neighbours) {
    this.lab = lab;
    this.neighbours = neighbours;
  }

  /** To the next hop, whose link-layer address is looked up if the link has such. */
  Step transmit(PathState at, Position.NextHop hop, Neighbours.Probing probing) {
    String node = hop.node();
    String dev = hop.dev();
    Optional<Ending> down = unusable(node, dev);
    if (down.isPresent()) {
      return at.ended(down.get());
    }
    Link link = lab.node(node).link(dev).orElseThrow();
    if (link.mac() == null || (link.flags() & (IFF_LOOPBACK | IFF_NOARP)) != 0) {
      return new Step.Forwarded(at.at(new Position.Egress(node, dev, LinkHeader.NONE)));
    }
    return switch (neighbours.find(at, hop, probing)) {
      case Neighbours.Known known -> {
        PathState told =
            at.recording(
                new Event.Neighbour(
                    hop.address().toString(), dev, known.station().toString(), known.state()));
        LinkHeader header = new LinkHeader(known.station(), link.mac());
        yield new Step.Forwarded(
            known
                .remark()
                .map(told::noting)
                .orElse(told)
                .at(new Position.Egress(node, dev, header)));
      }
      case Neighbours.Unresolved(List<String> evidence) ->
          at.ended(
              PathState.ending(
                  Ending.Outcome.DROPPED,
                  Cause.NEIGHBOUR_UNRESOLVED,
                  node,
                  dev,
                  "nobody on %s's segment answers for %s"
                      .formatted(new NodeInterface(node, dev), hop.address()),
                  evidence));
    };
  }

  /** Out of an interface that may be any kind. */
  Step out(PathState at, Position.Egress egress) {
    String node = egress.node();
    String dev = egress.dev();
    if (at.isLost()) {
      return at.ended(Ending.Outcome.UNKNOWN, Cause.UNKNOWN, node, dev, "it goes round in circles");
    }
    Optional<Ending> down = unusable(node, dev);
    if (down.isPresent()) {
      return at.ended(down.get());
    }
    PathState seen = at.seen(node, dev, Way.OUT, egress.header());
    Optional<Tunnel> tunnel = lab.node(node).tunnel(dev);
    if (tunnel.isPresent()) {
      return new Step.Forwarded(
          seen.at(new Position.IntoTunnel(node, tunnel.get(), egress.header())));
    }
    NodeInterface end = new NodeInterface(node, dev);
    Optional<NodeInterface> other = lab.otherEnd(end);
    if (other.isPresent()) {
      return new Step.Forwarded(
          seen.at(new Position.Ingress(other.get().node(), other.get().name(), egress.header())));
    }
    LinkKind kind = lab.node(node).link(dev).orElseThrow().kind();
    return switch (kind) {
      case LinkKind.Veth _ ->
          seen.ended(
              Ending.Outcome.UNKNOWN,
              Cause.UNKNOWN,
              node,
              dev,
              "the other end of " + end + " is not in the lab");
      case Bridge _ -> bridge(seen, node, dev, "", egress.header());
      case LinkKind.Dummy _ ->
          seen.dropped(Cause.KERNEL, node, dev, "a dummy interface swallows what goes out of it");
      default ->
          seen.ended(
              Ending.Outcome.UNKNOWN,
              Cause.UNKNOWN,
              node,
              dev,
              "what is behind %s:%s, a %s, is not known"
                  .formatted(node, dev, kind.kind().isEmpty() ? "device" : kind.kind()));
    };
  }

  /** Into an interface, from a wire or out of a tunnel. */
  Step in(PathState at, Position.Ingress ingress) {
    String node = ingress.node();
    String name = ingress.dev();
    NodeSnapshot snapshot = lab.node(node);
    Link link = snapshot.link(name).orElseThrow();
    if (!link.isUp()) {
      return at.ended(
          Ending.Outcome.LOST, Cause.LINK_DOWN, node, name, "%s:%s is down".formatted(node, name));
    }
    PathState seen = at.seen(node, name, Way.IN, ingress.header());
    Optional<Link> bridge = snapshot.master(name);
    if (bridge.isPresent() && bridge.get().kind() instanceof Bridge) {
      return bridge(seen, node, bridge.get().name(), name, ingress.header());
    }
    MacAddress to = ingress.header().to();
    if (to != null && !to.isMulticast() && link.mac() != null && !to.equals(link.mac())) {
      return seen.dropped(
          Cause.OTHER_STATION,
          node,
          name,
          "the frame is for %s, and %s:%s is %s".formatted(to, node, name, link.mac()));
    }
    return new Step.Forwarded(seen.at(new Position.Input(node, name)));
  }

  /**
   * A bridge forwards.
   *
   * @param ingress the port, empty for a frame of the node itself
   */
  private Step bridge(PathState at, String node, String bridge, String ingress, LinkHeader header) {
    NodeSnapshot snapshot = lab.node(node);
    Optional<Ending> down = unusable(node, bridge);
    if (down.isPresent()) {
      return at.ended(down.get());
    }
    MacAddress to = header.to();
    if (to == null) {
      return at.dropped(Cause.KERNEL, node, bridge, "it has no Ethernet header");
    }
    PathState told = at;
    if (snapshot.link(bridge).orElseThrow().kind() instanceof Bridge b && b.vlanFiltering()) {
      told = at.noting(bridge + " filters VLANs, which are not looked at");
    }
    Optional<String> port = snapshot.port(bridge, to);
    if (port.isEmpty()) {
      return flood(told, node, bridge, ingress, header);
    }
    told = told.recording(new Event.Forwarding(bridge, to.toString(), port.get()));
    if (port.get().equals(bridge)) {
      return ingress.isEmpty()
          ? told.dropped(Cause.NO_PORT, node, bridge, "its station is " + bridge + " itself")
          : new Step.Forwarded(
              told.seen(node, bridge, Way.IN, header).at(new Position.Input(node, bridge)));
    }
    if (!mayLeave(snapshot, ingress, snapshot.link(port.get()).orElseThrow())) {
      return told.dropped(
          Cause.NO_PORT,
          node,
          ingress,
          "%s is behind %s, where a frame from %s may not go".formatted(to, port.get(), ingress));
    }
    return new Step.Forwarded(told.at(new Position.Egress(node, port.get(), header)));
  }

  private Step flood(PathState at, String node, String bridge, String ingress, LinkHeader header) {
    NodeSnapshot snapshot = lab.node(node);
    List<String> ports = new ArrayList<>();
    for (Link port : snapshot.ports(bridge)) {
      boolean floods = port.port() == null || port.port().flood();
      if (floods && mayLeave(snapshot, ingress, port) && port.isUp()) {
        ports.add(port.name());
      }
    }
    String names = String.join(",", ports);
    PathState told = at.recording(new Event.Forwarding(bridge, String.valueOf(header.to()), names));
    return new Step.Copied(
        ports.stream()
            .map(port -> told.copy().at(new Position.Egress(node, port, header)))
            .toList(),
        end -> !NOBODY.contains(end.cause()),
        _ -> nobody(told, node, bridge, header, names));
  }

  /** None of a flooded frame's copies came to a station that it is for. */
  private Step.Ended nobody(
      PathState at, String node, String bridge, LinkHeader header, String ports) {
    if (lab.node(node).ruleset().tables().stream()
        .anyMatch(table -> table.family() == TableFamily.BRIDGE)) {
      return at.ended(
          Ending.Outcome.UNKNOWN,
          Cause.UNKNOWN,
          node,
          bridge,
          "%s has rules for what bridges carry, which are not understood, and nobody is %s"
              .formatted(node, header.to()));
    }
    return at.ended(
        Ending.Outcome.LOST,
        Cause.NO_PORT,
        node,
        bridge,
        "%s floods it to %s, and no station behind these is %s"
            .formatted(bridge, ports.isEmpty() ? "no port" : ports, header.to()));
  }

  /** Whether a bridge lets frames from one port out of another. */
  static boolean mayLeave(NodeSnapshot snapshot, String ingress, Link port) {
    if (ingress.isEmpty()) {
      return true;
    }
    if (port.name().equals(ingress)) {
      return port.port() != null && port.port().hairpin();
    }
    boolean fromIsolated =
        snapshot.link(ingress).map(Link::port).filter(p -> p.isolated()).isPresent();
    return !fromIsolated || port.port() == null || !port.port().isolated();
  }

  private Optional<Ending> unusable(String node, String dev) {
    NodeSnapshot snapshot = lab.node(node);
    Optional<Link> link = snapshot.link(dev);
    if (link.isEmpty()) {
      return Optional.of(dropped(Cause.LINK_DOWN, node, dev, "%s has no %s".formatted(node, dev)));
    }
    Optional<Tunnel> tunnel = snapshot.tunnel(dev);
    if (tunnel.isPresent() && tunnel.get().carrier() == Tunnel.Carrier.NOBODY) {
      return Optional.of(
          dropped(
              Cause.AGENT_STOPPED,
              node,
              dev,
              "the lab's agent, which should serve %s:%s, does not run".formatted(node, dev)));
    }
    if (!link.get().isUp() || !link.get().isRunning()) {
      return Optional.of(
          dropped(
              Cause.LINK_DOWN,
              node,
              dev,
              "%s:%s %s".formatted(node, dev, link.get().isUp() ? "has no carrier" : "is down")));
    }
    return Optional.empty();
  }

  private static Ending dropped(Cause cause, String node, String dev, String text) {
    return PathState.ending(Ending.Outcome.DROPPED, cause, node, dev, text, List.of());
  }
}
