package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.tracefs.DroppedPacket;
import dev.netlab.packet.PacketText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a packet ended that a node had and did not forward: by its state, and by what it reports. */
final class ForwardingDrop {
  /** Causes that the state knows more exactly than an ICMP message does. */
  private static final Set<Cause> NO_WAY =
      EnumSet.of(
          Cause.NO_ROUTE,
          Cause.ROUTE_REFUSES,
          Cause.NEIGHBOUR_UNRESOLVED,
          Cause.LINK_DOWN,
          Cause.AGENT_STOPPED);

  private final NodeDiagnosis diagnoses;
  private final KernelDrops drops;
  private final NeighbourFailure neighbours;

  ForwardingDrop(NodeDiagnosis diagnoses, KernelDrops drops, NeighbourFailure neighbours) {
    this.diagnoses = diagnoses;
    this.drops = drops;
    this.neighbours = neighbours;
  }

  /** The end of a packet that came in and was not forwarded. */
  Ending byState(Sighting last, FlowKey ends, List<ChainTraversal> own) {
    return byState(last, diagnoses.forwarded(last, ends, own));
  }

  /** The end of a packet that its node made and that never left. */
  Ending neverLeft(String node, List<ChainTraversal> own) {
    FlowKey ends = own.stream().flatMap(w -> w.flow().stream()).reduce((_, b) -> b).orElseThrow();
    int mark = own.getLast().mark();
    Diagnosis diagnosis = diagnoses.made(node, ends, mark);
    return byState(node, diagnoses.dev(node, ends, mark), diagnosis, Optional.empty());
  }

  /** The end of a packet whose tunnel has no way to its other end; empty where it has one. */
  Optional<Ending> toRemote(Sighting last, IpAddress remote, int mark) {
    FlowKey outer = new FlowKey(IpProtocol.UDP, remote, 0, remote, 0);
    Diagnosis diagnosis = diagnoses.made(last.node(), outer, mark);
    return diagnosis.cause() == Cause.UNKNOWN
        ? Optional.empty()
        : Optional.of(byState(last, diagnosis));
  }

  private Ending byState(Sighting last, Diagnosis diagnosis) {
    return byState(last.node(), last.interfaceName(), diagnosis, drops.of(last));
  }

  /** The kernel's report takes precedence over the state, which may have changed since. */
  private Ending byState(
      String node, String interfaceName, Diagnosis diagnosis, Optional<DroppedPacket> drop) {
    Cause said = drop.map(KernelDrops::cause).orElse(diagnosis.cause());
    boolean agrees = said == diagnosis.cause() || said == Cause.ROUTE_REFUSES;
    List<String> evidence = new ArrayList<>();
    drop.map(KernelDrops::describe).ifPresent(evidence::add);
    evidence.addAll(diagnosis.evidence());
    Ending ending =
        new Ending(
            Outcome.DROPPED,
            agrees ? diagnosis.cause() : said,
            drop.isPresent() ? Proof.PROVEN : Proof.INFERRED,
            node,
            interfaceName,
            agrees ? diagnosis.text() : node + " drops it: " + drop.orElseThrow().cause().meaning(),
            evidence);
    return withNeighbourFailure(ending, diagnosis);
  }

  private Ending withNeighbourFailure(Ending ending, Diagnosis diagnosis) {
    return ending.cause() == Cause.NEIGHBOUR_UNRESOLVED && diagnosis.unresolved().isPresent()
        ? neighbours.explain(ending, diagnosis.unresolved().get())
        : ending;
  }

  /** The end of a packet that the kernel reports to have dropped, wherever that was. */
  Optional<Ending> byKernel(Sighting last) {
    return drops.of(last).map(drop -> byKernel(last, drop));
  }

  /** The same for a packet that passed all hooks: only a socket comes after them. */
  Optional<Ending> atSocket(Sighting last) {
    return drops.of(last).filter(KernelDrops::isAtSocket).map(drop -> byKernel(last, drop));
  }

  private Ending byKernel(Sighting last, DroppedPacket drop) {
    String text = last.node() + " drops it: " + drop.cause().meaning();
    return byState(last, new Diagnosis(KernelDrops.cause(drop), text));
  }

  /** The end of a packet about which the node that had it sent an ICMP error. */
  Ending byIcmp(Sighting last, FlowKey ends, List<ChainTraversal> own, Sighting error) {
    Cause cause = IcmpErrors.cause(error.packet());
    List<String> evidence = new ArrayList<>();
    evidence.add("it answers with " + PacketText.level(error.packet()));
    drops.of(last).map(KernelDrops::describe).ifPresent(evidence::add);
    if (cause == Cause.NO_SOCKET) {
      return new Ending(
          last.depth() == 0 ? Outcome.REFUSED : Outcome.DROPPED,
          cause,
          Proof.PROVEN,
          last.node(),
          last.interfaceName(),
          "%s refuses it: nothing listens at %s".formatted(last.node(), ends.to()),
          evidence);
    }
    Diagnosis diagnosis = diagnoses.forwarded(last, ends, own);
    evidence.addAll(diagnosis.evidence());
    boolean same = diagnosis.cause() == cause;
    boolean finer = NO_WAY.contains(cause) && NO_WAY.contains(diagnosis.cause());
    Ending ending =
        new Ending(
            Outcome.DROPPED,
            same || finer ? diagnosis.cause() : cause,
            Proof.PROVEN,
            last.node(),
            last.interfaceName(),
            same || finer
                ? diagnosis.text()
                : "%s does not send it on: %s".formatted(last.node(), cause),
            evidence);
    return withNeighbourFailure(ending, diagnosis);
  }
}
