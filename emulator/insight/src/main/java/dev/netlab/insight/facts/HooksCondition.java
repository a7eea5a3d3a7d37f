package dev.netlab.insight.facts;

import dev.netlab.insight.trace.correlate.Fingerprint;
import dev.netlab.insight.trace.diagnose.ChainTraversal;
import dev.netlab.lab.Condition;
import dev.netlab.lab.Hook;
import dev.netlab.packet.Packet;
import dev.netlab.packet.filter.Bindings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Conditions about the hooks of netfilter that packets passed. */
final class HooksCondition {
  /** Where a packet comes to a node's netfilter, from outside or from the node itself. */
  private static final Set<Hook> FIRST = EnumSet.of(Hook.PREROUTING, Hook.OUTPUT);

  private final List<Passage> passages;

  /**
   * A packet's way through a node's hooks.
   *
   * @param packets as it was at each of them
   */
  private record Passage(String node, List<Hook> hooks, List<Packet> packets) {}

  private record Traced(String node, Fingerprint headers) {}

  HooksCondition(List<ChainTraversal> walks) {
    this.passages = passages(walks);
  }

  private static List<Passage> passages(List<ChainTraversal> walks) {
    List<Passage> passages = new ArrayList<>();
    Map<Traced, Passage> open = new HashMap<>();
    for (ChainTraversal walk : walks) {
      Optional<Traced> traced =
          walk.packet().levels().stream()
              .findFirst()
              .flatMap(Fingerprint::ofHeaders)
              .map(headers -> new Traced(walk.node(), headers));
      Optional<Hook> hook = walk.hook().flatMap(Hook::parse);
      if (traced.isPresent() && hook.isPresent()) {
        if (FIRST.contains(hook.get()) || !open.containsKey(traced.get())) {
          Passage passage = new Passage(walk.node(), new ArrayList<>(), new ArrayList<>());
          open.put(traced.get(), passage);
          passages.add(passage);
        }
        Passage passage = open.get(traced.get());
        passage.hooks().add(hook.get());
        passage.packets().add(walk.packet());
      }
    }
    return passages;
  }

  Verdict check(Condition.Hooks condition, Bindings bindings) {
    List<Verdict.Binding> ways = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Passage passage : passages) {
      if (!passage.node().equals(condition.node())) {
        continue;
      }
      List<Bindings> found =
          passage.packets().stream()
              .flatMap(packet -> condition.packet().match(bindings, packet).stream())
              .distinct()
              .toList();
      String seen = passage.packets().getFirst() + " passed " + text(passage.hooks());
      if (found.isEmpty()) {
        continue;
      }
      if (passage.hooks().equals(condition.pass())) {
        found.forEach(each -> ways.add(new Verdict.Binding(each, condition.node() + ": " + seen)));
      } else {
        others.add(seen);
      }
    }
    return Verdict.of(ways, failure(condition, others));
  }

  private String failure(Condition.Hooks condition, List<String> others) {
    if (!others.isEmpty()) {
      return "%s: %s, not %s"
          .formatted(condition.node(), String.join("; ", others), text(condition.pass()));
    }
    long packets = passages.stream().filter(p -> p.node().equals(condition.node())).count();
    return "'%s' came to no hook of %s; %d other packets did"
        .formatted(condition.packet(), condition.node(), packets);
  }

  private static String text(List<Hook> hooks) {
    return hooks.stream().map(Hook::toString).collect(Collectors.joining(", "));
  }
}
