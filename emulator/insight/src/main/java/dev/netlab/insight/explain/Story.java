package dev.netlab.insight.explain;

import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.ip.MacAddress;
import dev.netlab.lab.Way;
import dev.netlab.packet.EncapLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hops of one packet while they are found. */
final class Story {
  private final List<Hop> hops = new ArrayList<>();
  private final List<Event> before = new ArrayList<>();

  /** The packet is seen at an interface. */
  void hop(
      String node,
      String interfaceName,
      Way way,
      @Nullable MacAddress to,
      @Nullable MacAddress from,
      Datagram datagram) {
    List<EncapLevel> levels = Levels.of(to, from, datagram);
    hops.add(
        new Hop(
            node,
            interfaceName,
            way,
            0,
            levels.getLast(),
            levels.subList(0, levels.size() - 1),
            Optional.empty(),
            List.copyOf(before)));
    before.clear();
  }

  /** Something was done with the packet behind the last hop. */
  void event(Event event) {
    if (hops.isEmpty()) {
      before.add(event);
      return;
    }
    Hop last = hops.removeLast();
    List<Event> events = new ArrayList<>(last.events());
    events.add(event);
    hops.add(
        new Hop(
            last.node(),
            last.interfaceName(),
            last.way(),
            0,
            last.packet(),
            last.outer(),
            Optional.empty(),
            events));
  }

  void remark(String text) {
    event(new Event.Remark(text));
  }

  /** What another story found, told on in this one. */
  void append(Story other) {
    other.before.forEach(this::event);
    hops.addAll(other.hops);
  }

  List<Hop> hops() {
    return List.copyOf(hops);
  }

  int length() {
    return hops.size();
  }

  static Ending end(Outcome outcome, Cause cause, String node, String interfaceName, String text) {
    return end(outcome, cause, node, interfaceName, text, List.of());
  }

  static Ending end(
      Outcome outcome,
      Cause cause,
      String node,
      String interfaceName,
      String text,
      List<String> evidence) {
    return new Ending(outcome, cause, Proof.PREDICTED, node, interfaceName, text, evidence);
  }

  static Ending dropped(Cause cause, String node, String interfaceName, String text) {
    return end(Outcome.DROPPED, cause, node, interfaceName, text);
  }
}
