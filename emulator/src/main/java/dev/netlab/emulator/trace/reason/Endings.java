package dev.netlab.emulator.trace.reason;

import dev.netlab.emulator.lab.Way;
import dev.netlab.emulator.packet.Ethernet;
import dev.netlab.emulator.packet.IpAddress;
import dev.netlab.emulator.packet.PacketText;
import dev.netlab.emulator.state.LabState;
import dev.netlab.emulator.state.NodeInterface;
import dev.netlab.emulator.state.NodeSnapshot;
import dev.netlab.emulator.trace.follow.Ends;
import dev.netlab.emulator.trace.follow.Path;
import dev.netlab.emulator.trace.follow.Sighting;
import dev.netlab.emulator.trace.story.Cause;
import dev.netlab.emulator.trace.story.Ending;
import dev.netlab.emulator.trace.story.Ending.Outcome;
import dev.netlab.emulator.trace.story.Ending.Proof;
import dev.netlab.netlink.route.Link;
import dev.netlab.netlink.route.Route;
import java.util.List;
import java.util.Optional;

/**
 * How journeys ended, from the last sighting of each: first what an event says, then what a message
 * of the node says, last what follows from the node's state.
 */
final class Endings {
  private final LabState state;
  private final Walks walks;
  private final Answers answers;
  private final ForwardEnd forwarding;
  private final TunnelEnd tunnels;

  Endings(LabState state, Walks walks, Answers answers, DeviceClues devices, KernelDrops drops) {
    this.state = state;
    this.walks = walks;
    this.answers = answers;
    this.forwarding = new ForwardEnd(state, drops);
    this.tunnels = new TunnelEnd(state, devices, new OuterEnd(state, walks, forwarding));
  }

  /** The end of a packet that was seen. */
  Ending of(Path path) {
    Sighting last = path.last();
    boolean inward = last.way() == Way.IN;
    List<ChainWalk> own =
        inward ? walks.claim(last.node(), List.of(last.outermost()), last.nanos()) : List.of();
    return RuleDrop.of(state.node(last.node()), last.interfaceName(), own)
        .or(() -> answers.error(last).map(error -> told(last, error)))
        .orElseGet(() -> inward ? cameIn(path, own) : wentOut(path));
  }

  /** The end of a packet that its node made and that no interface saw. */
  Ending ofUnseen(String node, List<ChainWalk> own) {
    return RuleDrop.of(state.node(node), "", own).orElseGet(() -> forwarding.neverLeft(node, own));
  }

  /** The node that had it says by ICMP what is wrong with it. */
  private Ending told(Sighting last, Sighting error) {
    Cause cause = IcmpErrors.cause(error.packet());
    boolean refused = cause == Cause.NO_SOCKET;
    return new Ending(
        refused ? Outcome.REFUSED : Outcome.DROPPED,
        cause,
        Proof.PROVEN,
        last.node(),
        last.interfaceName(),
        last.node() + " answers with " + PacketText.level(error.packet()),
        forwarding.evidence(last, cause));
  }

  private Ending cameIn(Path path, List<ChainWalk> own) {
    Sighting last = path.last();
    NodeSnapshot node = state.node(last.node());
    Optional<Ending> station = otherStation(node, last);
    if (station.isPresent()) {
      return station.get();
    }
    Optional<Ends> ends =
        own.stream().reduce((_, b) -> b).flatMap(Walks::ends).or(() -> Ends.of(last.outermost()));
    if (ends.isEmpty()) {
      return delivered(last, Proof.INFERRED, last.node() + " has it", List.of());
    }
    IpAddress destination = ends.get().destination();
    if (!node.isLocal(destination) && !isForMany(node, destination)) {
      return node.master(last.interfaceName())
          .filter(bridge -> !stationIs(node, bridge, last))
          .map(bridge -> noPort(last, bridge))
          .orElseGet(() -> forwarding.ending(last, ends.get(), own));
    }
    return last.depth() > 0 ? tunnels.notOpened(last) : arrived(last, ends.get(), own);
  }

  private Ending arrived(Sighting last, Ends ends, List<ChainWalk> own) {
    Optional<Sighting> reset = answers.reset(last);
    if (reset.isPresent()) {
      return new Ending(
          Outcome.REFUSED,
          Cause.NO_SOCKET,
          Proof.PROVEN,
          last.node(),
          last.interfaceName(),
          "%s refuses it: nothing listens at %s".formatted(last.node(), ends.to()),
          List.of("it answers with " + PacketText.level(reset.get().packet())));
    }
    Optional<Sighting> answer = answers.answer(last);
    if (answer.isPresent()) {
      return delivered(
          last,
          Proof.PROVEN,
          "%s has it, and answers".formatted(last.node()),
          List.of("the answer: " + PacketText.level(answer.get().packet())));
    }
    Optional<Ending> kernel = forwarding.byKernel(last);
    if (kernel.isPresent()) {
      return kernel.get();
    }
    if (Walks.passed(own, "input")) {
      return delivered(
          last,
          Proof.PROVEN,
          last.node() + " has it",
          List.of("netfilter let it through its input hook"));
    }
    return own.isEmpty()
        ? delivered(last, Proof.INFERRED, last.node() + " has it", List.of())
        : forwarding.ending(last, ends, own);
  }

  private static Ending delivered(Sighting last, Proof proof, String text, List<String> evidence) {
    return new Ending(
        Outcome.DELIVERED, Cause.ARRIVED, proof, last.node(), last.interfaceName(), text, evidence);
  }

  private Ending wentOut(Path path) {
    Sighting last = path.last();
    Optional<NodeInterface> end =
        state.otherEnd(new NodeInterface(last.node(), last.interfaceName()));
    if (end.isEmpty()) {
      return tunnels.notSent(last);
    }
    Optional<Link> link = state.node(end.get().node()).link(end.get().name());
    boolean down = link.map(there -> !there.isUp()).orElse(false);
    return new Ending(
        Outcome.LOST,
        down ? Cause.LINK_DOWN : Cause.WIRE,
        Proof.INFERRED,
        last.node(),
        last.interfaceName(),
        down
            ? end.get() + " is down"
            : "it left %s and did not come to %s".formatted(last.frame().point(), end.get()),
        List.of());
  }

  private static Ending noPort(Sighting last, Link bridge) {
    return new Ending(
        Outcome.DROPPED,
        Cause.NO_PORT,
        Proof.INFERRED,
        last.node(),
        last.interfaceName(),
        "bridge %s of %s has no port for %s"
            .formatted(bridge.name(), last.node(), StationText.destination(last)),
        List.of("it came in and left by no port"));
  }

  /** A host hears frames for others, as where a segment is flooded, and leaves them alone. */
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
        && StationText.destination(last).equals(bridge.mac().toString())
        && node.name().equals(last.node());
  }

  /** Multicast and broadcast: whoever hears it has it. */
  private static boolean isForMany(NodeSnapshot node, IpAddress destination) {
    boolean multicast =
        destination.isV6()
            ? destination.high() >>> 56 == 0xff
            : destination.low() >>> 28 == 0xe || destination.low() == 0xffffffffL;
    return multicast
        || node.routes().stream()
            .filter(route -> route.type() == Route.BROADCAST)
            .anyMatch(route -> IpAddress.of(route.destination().address()).equals(destination));
  }
}
