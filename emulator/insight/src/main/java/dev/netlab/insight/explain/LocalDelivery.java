package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.packet.ProtocolNames;
import java.util.List;

/** A packet has come to the node that it is for: a program takes it, or nobody does. */
final class LocalDelivery {
  private final LabState lab;

  LocalDelivery(LabState lab) {
    this.lab = lab;
  }

  Step.Last deliver(PathState at, Position.Local here) {
    SimulatedPacket packet = at.packet();
    String node = here.node();
    if (at.awaited().isPresent()) {
      return answer(at, here, at.awaited().get());
    }
    NodeSnapshot snapshot = lab.node(node);
    if (packet.isEchoRequest() && !snapshot.settings().answersEcho()) {
      return at.dropped(Cause.KERNEL, node, here.dev(), node + " is told to ignore echo requests");
    }
    if (packet.isEcho()) {
      return end(at, here, Outcome.DELIVERED, Cause.ARRIVED, "it arrives at " + node);
    }
    boolean taken =
        snapshot.sockets().stream()
            .anyMatch(
                s -> s.takes(packet.protocol(), packet.destination(), packet.destinationPort()));
    return taken
        ? end(
            at,
            here,
            Outcome.DELIVERED,
            Cause.ARRIVED,
            "a program at %s takes it at port %d".formatted(node, packet.destinationPort()))
        : end(
            at,
            here,
            Outcome.REFUSED,
            Cause.NO_SOCKET,
            "no program at %s has %s port %d open"
                .formatted(
                    node, ProtocolNames.protocol(packet.protocol()), packet.destinationPort()));
  }

  /** To the program that asked. */
  private static Step.Last answer(PathState at, Position.Local here, SimulatedPacket awaited) {
    SimulatedPacket packet = at.packet();
    return packet.isLike(awaited)
        ? end(at, here, Outcome.DELIVERED, Cause.ARRIVED, "the answer arrives at " + here.node())
        : end(
            at,
            here,
            Outcome.REFUSED,
            Cause.NO_SOCKET,
            "nobody at %s waits for an answer from %s to %s; %s to %s was asked for"
                .formatted(here.node(), packet.from(), packet.to(), awaited.from(), awaited.to()));
  }

  private static Step.Last end(
      PathState at, Position.Local here, Outcome outcome, Cause cause, String text) {
    Ending ending = PathState.ending(outcome, cause, here.node(), here.dev(), text, List.of());
    return new Step.Delivered(at, ending);
  }
}
