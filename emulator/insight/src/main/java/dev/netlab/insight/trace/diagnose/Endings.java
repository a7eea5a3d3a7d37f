package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.packet.Arp;
import dev.netlab.packet.Ethernet;
import dev.netlab.packet.PacketText;
import java.util.List;
import java.util.Optional;

/**
 * How journeys ended, from the last sighting of each: first what an event says, then what a message
 * of the node says, last what follows from the node's state.
 */
final class Endings {
  private final LabState state;
  private final NftTraceIndex traces;
  private final Responses answers;
  private final ForwardingDrop forwarding;
  private final ArrivalOutcome arrival;
  private final TunnelOutcome tunnels;
  private final DeviceReports devices;

  Endings(
      LabState state,
      NftTraceIndex traces,
      Responses answers,
      List<PacketPath> paths,
      DeviceReports devices,
      KernelDrops drops) {
    this.state = state;
    this.traces = traces;
    this.answers = answers;
    NodeDiagnosis diagnoses = new NodeDiagnosis(state);
    NeighbourFailure neighbours = new NeighbourFailure(paths, answers, this::of);
    this.forwarding = new ForwardingDrop(diagnoses, drops, neighbours);
    this.arrival = new ArrivalOutcome(state, answers, diagnoses, forwarding);
    this.devices = devices;
    this.tunnels = new TunnelOutcome(state, devices, traces, forwarding);
  }

  /** The end of a packet that was seen. */
  Ending of(PacketPath path) {
    List<ChainTraversal> own = traces.afterLast(path);
    Sighting last = path.last();
    boolean inward = last.way() == Way.IN;
    Ending ending =
        new RuleEvents(state.node(last.node()))
            .drop(last.interfaceName(), own)
            .or(() -> inward ? Optional.empty() : tunnels.notSentBecause(last))
            .or(() -> byIcmp(last, own))
            .orElseGet(() -> inward ? afterArrival(path, own) : afterDeparture(path));
    return RoutingLoop.markLoop(path, ending);
  }

  /** The end of a packet that its node made and that no interface saw. */
  Ending ofUnseen(String node, List<ChainTraversal> own) {
    return new RuleEvents(state.node(node))
        .drop("", own)
        .orElseGet(() -> forwarding.neverLeft(node, own));
  }

  /** The node that had it, or the datagram around it, reports by ICMP what is wrong. */
  private Optional<Ending> byIcmp(Sighting last, List<ChainTraversal> own) {
    return answers
        .error(last, last.outermost())
        .or(() -> answers.error(last, last.packet()))
        .flatMap(error -> ends(last, own).map(ends -> forwarding.byIcmp(last, ends, own, error)));
  }

  /** The packet's as the last hook saw them, where its destination may be another already. */
  private static Optional<FlowKey> ends(Sighting last, List<ChainTraversal> own) {
    return own.stream()
        .reduce((_, b) -> b)
        .flatMap(ChainTraversal::flow)
        .or(() -> FlowKey.of(last.outermost()));
  }

  private Ending afterArrival(PacketPath path, List<ChainTraversal> own) {
    Sighting last = path.last();
    NodeSnapshot node = state.node(last.node());
    Optional<Ending> station = otherStation(node, last);
    if (station.isPresent()) {
      return station.get();
    }
    Optional<FlowKey> ends = ends(last, own);
    if (ends.isEmpty()) {
      return ArrivalOutcome.delivered(last, Proof.INFERRED, last.node() + " has it", List.of());
    }
    IpAddress destination = ends.get().destination();
    if (ends.get().protocol() == FlowKey.ARP && last.depth() == 0) {
      return neighbourRequest(node, last, destination);
    }
    if (!node.isLocal(destination) && !isForGroup(node, destination)) {
      return node.master(last.interfaceName())
          .filter(bridge -> !stationIs(node, bridge, last))
          .map(bridge -> noPort(last, bridge))
          .orElseGet(() -> forwarding.byState(last, ends.get(), own));
    }
    return last.depth() > 0 ? tunnels.notOpened(last) : arrival.of(last, ends.get(), own);
  }

  /** An ARP request goes to all stations of a segment, and the one that has the address answers. */
  private Ending neighbourRequest(NodeSnapshot node, Sighting last, IpAddress target) {
    Optional<PacketPath> answer = answers.reply(last);
    boolean concerns = answer.isPresent() || node.isLocal(target) || isAnswer(last);
    return new Ending(
        concerns ? Outcome.DELIVERED : Outcome.DROPPED,
        concerns ? Cause.ARRIVED : Cause.OTHER_STATION,
        answer.isPresent() ? Proof.PROVEN : Proof.INFERRED,
        last.node(),
        last.interfaceName(),
        concerns
            ? last.node() + " has it"
            : "%s heard it, and does not answer for %s".formatted(last.node(), target),
        answer
            .map(path -> List.of("the answer: " + PacketText.level(path.first().packet())))
            .orElse(List.of()));
  }

  private static boolean isAnswer(Sighting last) {
    return last.packet().find(Arp.class).map(a -> a.operation() == Arp.REPLY).orElse(false);
  }

  private Ending afterDeparture(PacketPath path) {
    Sighting last = path.last();
    return lostOnWire(last).orElseGet(() -> tunnels.notSent(last));
  }

  private static Ending noPort(Sighting last, Link bridge) {
    return new Ending(
        Outcome.DROPPED,
        Cause.NO_PORT,
        Proof.INFERRED,
        last.node(),
        last.interfaceName(),
        "bridge %s of %s has no port for %s"
            .formatted(bridge.name(), last.node(), last.destinationMac()),
        List.of("it came in and left by no port"));
  }

  /**
   * A host also receives frames for others, for example when a segment is flooded: it ignores them.
   */
  private static Optional<Ending> otherStation(NodeSnapshot node, Sighting last) {
    Optional<Ethernet> ethernet = last.outermost().find(Ethernet.class);
    Optional<Link> link = node.link(last.interfaceName()).filter(l -> l.master() == 0);
    if (ethernet.isEmpty() || link.isEmpty() || link.get().mac() == null) {
      return Optional.empty();
    }
    long station = ethernet.get().destination().bits();
    boolean group = (station >> 40 & 1) != 0;
    if (group || station == link.get().mac().bits()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ending(
            Outcome.DROPPED,
            Cause.OTHER_STATION,
            Proof.PROVEN,
            last.node(),
            last.interfaceName(),
            "the frame is for %s, and %s is %s"
                .formatted(ethernet.get().destination(), last.frame().point(), link.get().mac()),
            List.of("the frame's own destination address")));
  }

  private static boolean stationIs(NodeSnapshot node, Link bridge, Sighting last) {
    return bridge.mac() != null
        && last.destinationMac().equals(bridge.mac().toString())
        && node.name().equals(last.node());
  }

  /** Multicast and broadcast are delivered to every host that receives them. */
  private static boolean isForGroup(NodeSnapshot node, IpAddress destination) {
    boolean multicast =
        destination.isV6()
            ? destination.high() >>> 56 == 0xff
            : destination.low() >>> 28 == 0xe || destination.low() == 0xffffffffL;
    return multicast
        || node.routes().stream()
            .filter(route -> route.type() == Route.BROADCAST)
            .anyMatch(route -> IpAddress.of(route.destination().address()).equals(destination));
  }

  /** It left an interface and did not come to the one at its other end; empty if it has none. */
  private Optional<Ending> lostOnWire(Sighting last) {
    return state
        .otherEnd(new NodeInterface(last.node(), last.interfaceName()))
        .map(
            end ->
                devices
                    .notCarried(last)
                    .map(report -> notCarried(last, report))
                    .orElseGet(() -> notArrived(last, end)));
  }

  private static Ending notCarried(Sighting last, DeviceReports.Report report) {
    return new Ending(
        Outcome.LOST,
        report.cause(),
        Proof.PROVEN,
        last.node(),
        last.interfaceName(),
        report.text(),
        report.evidence());
  }

  private Ending notArrived(Sighting last, NodeInterface end) {
    Optional<Link> link = state.node(end.node()).link(end.name());
    boolean down = link.map(there -> !there.isUp()).orElse(false);
    return new Ending(
        Outcome.LOST,
        down ? Cause.LINK_DOWN : Cause.WIRE,
        Proof.INFERRED,
        last.node(),
        last.interfaceName(),
        down
            ? end + " is down"
            : "it left %s and did not come to %s".formatted(last.frame().point(), end),
        List.of());
  }
}
