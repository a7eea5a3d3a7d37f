package dev.netlab.insight.explain;

import dev.netlab.insight.explain.Position.LinkHeader;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.lab.Way;
import dev.netlab.packet.EncapLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A packet at one place of its way, and all that decides what becomes of it there. A value: what
 * happens to the packet makes another, so that a way can be tried and given up.
 *
 * @param hops where it was seen until now
 * @param before what was done with it before the first hop
 * @param memory what the nodes remember by now
 * @param awaited the answer that a program waits for
 * @param resolving interfaces by which a next hop is asked for, for the sake of which this packet
 *     is sent
 * @param copies how often it was copied, or sent to find out something, to be here
 * @param hopsBefore how many of the hops are from before the last of these times
 */
record PathState(
    Position position,
    SimulatedPacket packet,
    List<Hop> hops,
    List<Event> before,
    ConntrackAndPeers memory,
    Optional<SimulatedPacket> awaited,
    Set<NodeInterface> resolving,
    int copies,
    int hopsBefore) {
  /** More interfaces than any path has: what passes more goes round in circles. */
  private static final int LONGEST = 400;

  private static final int MOST_COPIES = 12;

  PathState {
    hops = List.copyOf(hops);
    before = List.copyOf(before);
    resolving = Set.copyOf(resolving);
  }

  /** A packet that sets out in the world that those before it have left behind. */
  static PathState start(Position position, SimulatedPacket packet, ConntrackAndPeers memory) {
    return new PathState(
        position, packet, List.of(), List.of(), memory, Optional.empty(), Set.of(), 0, 0);
  }

  /** It is at the next place. */
  PathState at(Position next) {
    return new PathState(
        next, packet, hops, before, memory, awaited, resolving, copies, hopsBefore);
  }

  /** It is another packet now. */
  PathState as(SimulatedPacket now) {
    return new PathState(
        position, now, hops, before, memory, awaited, resolving, copies, hopsBefore);
  }

  PathState with(ConntrackAndPeers remembered) {
    return new PathState(
        position, packet, hops, before, remembered, awaited, resolving, copies, hopsBefore);
  }

  /** A program at its destination waits for that. */
  PathState awaitedAs(SimulatedPacket answer) {
    return new PathState(
        position, packet, hops, before, memory, Optional.of(answer), resolving, copies, hopsBefore);
  }

  /** One of several copies. */
  PathState copy() {
    return new PathState(
        position, packet, hops, before, memory, awaited, resolving, copies + 1, hops.size());
  }

  /** Another packet, sent to find out what becomes of it. */
  PathState probe(Position from, SimulatedPacket probe) {
    return new PathState(
        from, probe, List.of(), List.of(), memory, awaited, resolving, copies + 1, 0);
  }

  /** While the interface asks for a next hop. */
  PathState resolvingBy(NodeInterface asker) {
    Set<NodeInterface> all = new HashSet<>(resolving);
    all.add(asker);
    return new PathState(position, packet, hops, before, memory, awaited, all, copies, hopsBefore);
  }

  /** Whether the packet has gone on for longer than any path is. */
  boolean isLost() {
    return hops.size() - hopsBefore > LONGEST || copies > MOST_COPIES;
  }

  /** The packet is seen at an interface. */
  PathState seen(String node, String interfaceName, Way way, LinkHeader header) {
    List<EncapLevel> levels = HeaderBuilder.levels(header.to(), header.from(), packet);
    List<Hop> all = new ArrayList<>(hops);
    all.add(
        new Hop(
            node,
            interfaceName,
            way,
            0,
            levels.getLast(),
            levels.subList(0, levels.size() - 1),
            Optional.empty(),
            before));
    return new PathState(
        position, packet, all, List.of(), memory, awaited, resolving, copies, hopsBefore);
  }

  /** Something was done with the packet behind the last hop. */
  PathState recording(Event event) {
    if (hops.isEmpty()) {
      List<Event> events = new ArrayList<>(before);
      events.add(event);
      return new PathState(
          position, packet, hops, events, memory, awaited, resolving, copies, hopsBefore);
    }
    List<Hop> all = new ArrayList<>(hops);
    all.add(all.removeLast().doing(List.of(event)));
    return new PathState(
        position, packet, all, before, memory, awaited, resolving, copies, hopsBefore);
  }

  PathState noting(String text) {
    return recording(new Event.Remark(text));
  }

  Step.Ended dropped(Cause cause, String node, String interfaceName, String text) {
    return ended(ending(Outcome.DROPPED, cause, node, interfaceName, text, List.of()));
  }

  Step.Ended ended(
      Outcome outcome,
      Cause cause,
      String node,
      String interfaceName,
      String text,
      String... evidence) {
    return ended(ending(outcome, cause, node, interfaceName, text, List.of(evidence)));
  }

  Step.Ended ended(Ending ending) {
    return new Step.Ended(this, ending);
  }

  static Ending ending(
      Outcome outcome,
      Cause cause,
      String node,
      String interfaceName,
      String text,
      List<String> evidence) {
    return new Ending(outcome, cause, Proof.PREDICTED, node, interfaceName, text, evidence);
  }
}
