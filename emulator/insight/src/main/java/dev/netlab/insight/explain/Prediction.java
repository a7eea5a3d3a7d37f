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
  public static Prediction of(LabState lab, FlowSpec question) {
    Predictor there = new Predictor(lab, new Memory());
    NodeSnapshot node = lab.node(question.node());
    Optional<IpAddress> chosen =
        question
            .from()
            .or(
                () ->
                    TunnelMouth.source(
                        there.nodes.routeFor(question.node(), question.destination(), 0)));
    Datagram made =
        packet(
            question, node, chosen.orElse(IpAddress.unspecified(question.destination().version())));
    Datagram packet = unfragmentable(there, question, made);
    if (question.sourcePort().isEmpty() && !packet.isEcho()) {
      there.story.remark(
          "source port %d stands for one that the kernel would pick".formatted(PICKED_PORT));
    }
    Ending end = there.nodes.send(question.node(), packet);
    Journey request = new Journey(1, Direction.REQUEST, there.story.hops(), end);
    Optional<Datagram> came = there.arrived.filter(_ -> isAnswered(end, packet));
    if (came.isEmpty()) {
      return new Prediction(request, Optional.empty());
    }
    Predictor back = there.next();
    back.awaited = Optional.of(packet.answered(0, 0, 0));
    if (packet.protocol() == IpProtocol.UDP) {
      back.story.remark("if the program answers");
    }
    Ending backEnd = back.nodes.send(end.node(), answer(back, end, came.get()));
    return new Prediction(
        request, Optional.of(new Journey(2, Direction.REPLY, back.story.hops(), backEnd)));
  }

  private static boolean isAnswered(Ending end, Datagram packet) {
    return end.outcome() == Ending.Outcome.DELIVERED
        || (end.cause() == Cause.NO_SOCKET && packet.protocol() == IpProtocol.TCP);
  }

  private static Datagram packet(FlowSpec question, NodeSnapshot node, IpAddress source) {
    boolean six = question.destination().isV6();
    boolean echo =
        question.protocol() == IpProtocol.ICMP || question.protocol() == IpProtocol.ICMPV6;
    int header =
        switch (question.protocol()) {
          case IpProtocol.TCP -> TCP_HEADER;
          case IpProtocol.UDP -> UDP_HEADER;
          default -> ICMP_HEADER;
        };
    return new Datagram(
        source,
        question.destination(),
        question.protocol(),
        question.sourcePort().orElse(echo ? 1 : PICKED_PORT),
        question.destinationPort(),
        echo ? (six ? Icmpv6.ECHO_REQUEST : Icmp.ECHO_REQUEST) : 0,
        question.protocol() == IpProtocol.TCP ? Tcp.SYN : 0,
        question.ttl().orElse(node.settings().defaultTtl()),
        (six ? 40 : 20) + header + question.size(),
        false,
        0,
        Optional.empty());
  }

  /** Programs' packets must not be fragmented on the way if they fit the first link. */
  private static Datagram unfragmentable(Predictor predictor, FlowSpec question, Datagram packet) {
    Routing routing = predictor.nodes.routeFor(question.node(), question.destination(), 0);
    if (!(routing instanceof Routing.Found found) || found.isLocal()) {
      return packet;
    }
    int mtu =
        found.used().mtu() > 0
            ? found.used().mtu()
            : predictor.node(question.node()).link(found.hop().dev()).map(Link::mtu).orElse(0);
    return packet.length() <= mtu ? packet.unfragmentable() : packet;
  }

  /** What the last node sends back, to whom the packet that came to it names. */
  private static Datagram answer(Predictor predictor, Ending end, Datagram came) {
    NodeSnapshot node = predictor.node(end.node());
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
