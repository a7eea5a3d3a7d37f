package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.ip.IpAddress;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A packet as a frame: out of an interface, over cables and bridges, into the next one. */
final class Segment {
  private static final int IFF_LOOPBACK = 0x8;
  private static final int IFF_NOARP = 0x80;

  /** How a copy of a flooded frame ends that nobody was waiting for. */
  private static final Set<Cause> NOBODY =
      EnumSet.of(Cause.OTHER_STATION, Cause.NO_PORT, Cause.LINK_DOWN, Cause.WIRE);

  private final Predictor predictor;

  Segment(Predictor predictor) {
    this.predictor = predictor;
  }

  /** A frame's addresses; null on a link without. */
  record Frame(@Nullable MacAddress to, @Nullable MacAddress from, Datagram packet) {}

  /** To the next hop, whose link-layer address is looked up if the link has such. */
  Ending transmit(String node, String dev, IpAddress next, Datagram packet) {
    Optional<Ending> down = unusable(node, dev);
    if (down.isPresent()) {
      return down.get();
    }
    Link link = predictor.node(node).link(dev).orElseThrow();
    if (link.mac() == null || (link.flags() & (IFF_LOOPBACK | IFF_NOARP)) != 0) {
      return out(node, link, new Frame(null, null, packet));
    }
    Neighbours.Answer answer = predictor.neighbours.find(node, dev, next, packet);
    return switch (answer) {
      case Neighbours.Known known -> {
        predictor.story.event(
            new Event.Neighbour(next.toString(), dev, known.station().toString(), known.state()));
        known.remark().ifPresent(predictor.story::remark);
        yield out(node, link, new Frame(known.station(), link.mac(), packet));
      }
      case Neighbours.Silent silent ->
          Story.end(
              Ending.Outcome.DROPPED,
              Cause.NEIGHBOUR_UNRESOLVED,
              node,
              dev,
              "nobody on %s's segment answers for %s".formatted(new NodeInterface(node, dev), next),
              silent.evidence());
    };
  }

  /** Out of an interface that may be any kind. */
  Ending out(String node, Link link, Frame frame) {
    String dev = link.name();
    if (predictor.isLost()) {
      return Story.end(
          Ending.Outcome.UNKNOWN, Cause.UNKNOWN, node, dev, "it goes round in circles");
    }
    Optional<Ending> down = unusable(node, dev);
    if (down.isPresent()) {
      return down.get();
    }
    predictor.story.hop(node, dev, Way.OUT, frame.to(), frame.from(), frame.packet());
    Optional<Tunnel> tunnel = predictor.node(node).tunnel(dev);
    if (tunnel.isPresent()) {
      return tunnel.get() instanceof Tunnel.WireGuard wireguard
          ? predictor.wireGuard.enter(node, wireguard, frame.packet())
          : predictor.tunnels.enter(node, tunnel.get(), frame);
    }
    if (predictor.lab.otherEnd(new NodeInterface(node, dev)).isPresent()) {
      return cable(new NodeInterface(node, dev), frame);
    }
    return switch (link.kind()) {
      case LinkKind.Veth _ -> cable(new NodeInterface(node, dev), frame);
      case Bridge _ -> bridge(node, dev, "", frame);
      case LinkKind.Dummy _ ->
          Story.dropped(Cause.KERNEL, node, dev, "a dummy interface swallows what goes out of it");
      default ->
          Story.end(
              Ending.Outcome.UNKNOWN,
              Cause.UNKNOWN,
              node,
              dev,
              "what is behind %s:%s, a %s, is not known"
                  .formatted(
                      node, dev, link.kind().kind().isEmpty() ? "device" : link.kind().kind()));
    };
  }

  private Ending cable(NodeInterface end, Frame frame) {
    Optional<NodeInterface> other = predictor.lab.otherEnd(end);
    if (other.isEmpty()) {
      return Story.end(
          Ending.Outcome.UNKNOWN,
          Cause.UNKNOWN,
          end.node(),
          end.name(),
          "the other end of " + end + " is not in the lab");
    }
    return in(other.get().node(), other.get().name(), frame);
  }

  /** Into an interface, from a cable or out of a tunnel. */
  Ending in(String node, String name, Frame frame) {
    NodeSnapshot snapshot = predictor.node(node);
    Link link = snapshot.link(name).orElseThrow();
    if (!link.isUp()) {
      return Story.end(
          Ending.Outcome.LOST, Cause.LINK_DOWN, node, name, "%s:%s is down".formatted(node, name));
    }
    predictor.story.hop(node, name, Way.IN, frame.to(), frame.from(), frame.packet());
    Optional<Link> bridge = snapshot.master(name);
    if (bridge.isPresent() && bridge.get().kind() instanceof Bridge) {
      return bridge(node, bridge.get().name(), name, frame);
    }
    MacAddress to = frame.to();
    if (to != null && !to.isMulticast() && link.mac() != null && !to.equals(link.mac())) {
      return Story.dropped(
          Cause.OTHER_STATION,
          node,
          name,
          "the frame is for %s, and %s:%s is %s".formatted(to, node, name, link.mac()));
    }
    return predictor.nodes.receive(node, name, frame.packet());
  }

  /**
   * A bridge forwards.
   *
   * @param ingress the port, empty for a frame of the node itself
   */
  private Ending bridge(String node, String bridge, String ingress, Frame frame) {
    NodeSnapshot snapshot = predictor.node(node);
    Optional<Ending> down = unusable(node, bridge);
    MacAddress to = frame.to();
    if (down.isPresent() || to == null) {
      return down.orElseGet(
          () -> Story.dropped(Cause.KERNEL, node, bridge, "it has no Ethernet header"));
    }
    if (snapshot.link(bridge).orElseThrow().kind() instanceof Bridge b && b.vlanFiltering()) {
      predictor.story.remark(bridge + " filters VLANs, which are not looked at");
    }
    Optional<String> port = snapshot.port(bridge, to);
    if (port.isEmpty()) {
      return flood(node, bridge, ingress, frame);
    }
    predictor.story.event(new Event.Forwarding(bridge, to.toString(), port.get()));
    if (port.get().equals(bridge)) {
      if (ingress.isEmpty()) {
        return Story.dropped(Cause.NO_PORT, node, bridge, "its station is " + bridge + " itself");
      }
      predictor.story.hop(node, bridge, Way.IN, to, frame.from(), frame.packet());
      return predictor.nodes.receive(node, bridge, frame.packet());
    }
    Link out = snapshot.link(port.get()).orElseThrow();
    if (!mayLeave(snapshot, ingress, out)) {
      return Story.dropped(
          Cause.NO_PORT,
          node,
          ingress,
          "%s is behind %s, where a frame from %s may not go".formatted(to, port.get(), ingress));
    }
    return out(node, out, frame);
  }

  private Ending flood(String node, String bridge, String ingress, Frame frame) {
    NodeSnapshot snapshot = predictor.node(node);
    List<Link> ports = new ArrayList<>();
    for (Link port : snapshot.ports(bridge)) {
      boolean floods = port.port() == null || port.port().flood();
      if (floods && mayLeave(snapshot, ingress, port) && port.isUp()) {
        ports.add(port);
      }
    }
    String names = ports.stream().map(Link::name).collect(Collectors.joining(","));
    predictor.story.event(new Event.Forwarding(bridge, String.valueOf(frame.to()), names));
    for (Link port : ports) {
      Predictor copy = predictor.fork();
      Ending end = copy.segments.out(node, port, frame);
      if (!NOBODY.contains(end.cause())) {
        predictor.adopt(copy);
        return end;
      }
    }
    if (snapshot.ruleset().tables().stream().anyMatch(t -> t.family() == TableFamily.BRIDGE)) {
      return Story.end(
          Ending.Outcome.UNKNOWN,
          Cause.UNKNOWN,
          node,
          bridge,
          "%s has rules for what bridges carry, which are not understood, and nobody is %s"
              .formatted(node, frame.to()));
    }
    return Story.end(
        Ending.Outcome.LOST,
        Cause.NO_PORT,
        node,
        bridge,
        "%s floods it to %s, and no station behind these is %s"
            .formatted(bridge, names.isEmpty() ? "no port" : names, frame.to()));
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
    NodeSnapshot snapshot = predictor.node(node);
    Optional<Link> link = snapshot.link(dev);
    if (link.isEmpty()) {
      return Optional.of(
          Story.dropped(Cause.LINK_DOWN, node, dev, "%s has no %s".formatted(node, dev)));
    }
    Optional<Tunnel> tunnel = snapshot.tunnel(dev);
    if (tunnel.isPresent() && tunnel.get().carrier() == Tunnel.Carrier.NOBODY) {
      return Optional.of(
          Story.dropped(
              Cause.AGENT_STOPPED,
              node,
              dev,
              "the lab's agent, which should serve %s:%s, does not run".formatted(node, dev)));
    }
    if (!link.get().isUp() || !link.get().isRunning()) {
      return Optional.of(
          Story.dropped(
              Cause.LINK_DOWN,
              node,
              dev,
              "%s:%s %s".formatted(node, dev, link.get().isUp() ? "has no carrier" : "is down")));
    }
    return Optional.empty();
  }
}
