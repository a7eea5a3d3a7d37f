package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.Routing;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Tcp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The paths that a connection's first packet and its answer would take, by what the kernels have
 * now.
 *
 * @param reply empty where no answer is to be expected
 */
public record Prediction(Journey request, Optional<Journey> reply) {
  /** What stands for a port that the kernel picks for a program. */
  private static final int PICKED_PORT = 40000;

  private static final int TCP_HEADER = 40;
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 8;

  /** Request and, if there is one, reply. */
  public List<Journey> journeys() {
    List<Journey> all = new ArrayList<>(List.of(request));
    reply.ifPresent(all::add);
    return all;
  }

  /** Follows the packet without sending anything. */
  public static Prediction of(LabState lab, FlowSpec flow) {
    PathSimulation simulation = new PathSimulation(lab);
    SimulatedPacket packet = packet(lab, flow);
    Position sender = new Position.Output(flow.node());
    PathState start = PathState.start(sender, packet, new ConntrackAndPeers());
    if (flow.sourcePort().isEmpty() && !packet.isEcho()) {
      start =
          start.noting(
              "source port %d stands for one that the kernel would pick".formatted(PICKED_PORT));
    }
    Step.Last there = simulation.follow(start);
    Journey request = new Journey(1, Direction.REQUEST, there.state().hops(), there.ending());
    if (!(there instanceof Step.Delivered) || !isAnswered(there.ending(), packet)) {
      return new Prediction(request, Optional.empty());
    }
    Position answerer = new Position.Output(there.ending().node());
    SimulatedPacket answer = answer(lab, there.ending(), there.state().packet());
    PathState turned =
        PathState.start(answerer, answer, there.state().memory())
            .awaitedAs(packet.answered(0, 0, 0));
    if (packet.protocol() == IpProtocol.UDP) {
      turned = turned.noting("if the program answers");
    }
    Step.Last back = simulation.follow(turned);
    return new Prediction(
        request, Optional.of(new Journey(2, Direction.REPLY, back.state().hops(), back.ending())));
  }

  private static boolean isAnswered(Ending end, SimulatedPacket packet) {
    return end.outcome() == Ending.Outcome.DELIVERED
        || (end.cause() == Cause.NO_SOCKET && packet.protocol() == IpProtocol.TCP);
  }

  /** As a program of the node would send it. */
  private static SimulatedPacket packet(LabState lab, FlowSpec flow) {
    Routing routing = IpForwarding.route(lab, flow.node(), flow.destination(), 0);
    IpAddress source =
        flow.from().or(routing::source).orElse(IpAddress.unspecified(flow.destination().version()));
    return unfragmentable(lab, flow, routing, packet(flow, lab.node(flow.node()), source));
  }

  private static SimulatedPacket packet(FlowSpec flow, NodeSnapshot node, IpAddress source) {
    boolean six = flow.destination().isV6();
    boolean echo = flow.protocol() == IpProtocol.ICMP || flow.protocol() == IpProtocol.ICMPV6;
    int header =
        switch (flow.protocol()) {
          case IpProtocol.TCP -> TCP_HEADER;
          case IpProtocol.UDP -> UDP_HEADER;
          default -> ICMP_HEADER;
        };
    return new SimulatedPacket(
        source,
        flow.destination(),
        flow.protocol(),
        flow.sourcePort().orElse(echo ? 1 : PICKED_PORT),
        flow.destinationPort(),
        echo ? (six ? Icmpv6.ECHO_REQUEST : Icmp.ECHO_REQUEST) : 0,
        flow.protocol() == IpProtocol.TCP ? Tcp.SYN : 0,
        flow.ttl().orElse(node.settings().defaultTtl()),
        (six ? 40 : 20) + header + flow.size(),
        false,
        0,
        Optional.empty());
  }

  /** Programs' packets must not be fragmented on the way if they fit the first link. */
  private static SimulatedPacket unfragmentable(
      LabState lab, FlowSpec flow, Routing routing, SimulatedPacket packet) {
    if (!(routing instanceof Routing.Found found) || found.isLocal()) {
      return packet;
    }
    int mtu =
        found.used().mtu() > 0
            ? found.used().mtu()
            : lab.node(flow.node()).link(found.hop().dev()).map(Link::mtu).orElse(0);
    return packet.length() <= mtu ? packet.unfragmentable() : packet;
  }

  /** What the last node sends back, to whom the packet that came to it names. */
  private static SimulatedPacket answer(LabState lab, Ending end, SimulatedPacket came) {
    NodeSnapshot node = lab.node(end.node());
    boolean refused = end.cause() == Cause.NO_SOCKET;
    int ttl = node.settings().defaultTtl();
    return switch (came.protocol()) {
      case IpProtocol.TCP -> came.answered(0, refused ? Tcp.RST | Tcp.ACK : Tcp.SYN | Tcp.ACK, ttl);
      case IpProtocol.ICMP -> came.answered(Icmp.ECHO_REPLY, 0, ttl);
      case IpProtocol.ICMPV6 -> came.answered(Icmpv6.ECHO_REPLY, 0, ttl);
      default -> came.answered(0, 0, ttl);
    };
  }
}
