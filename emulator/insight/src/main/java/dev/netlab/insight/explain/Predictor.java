package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One packet on its predicted way: who takes it through nodes, over segments and through tunnels
 * share what it has met.
 */
final class Predictor {
  /** More interfaces than any path has: what passes more goes round in circles. */
  static final int LONGEST = 400;

  final LabState lab;
  final Memory memory;
  final Story story = new Story();
  final NodeWalk nodes = new NodeWalk(this);
  final Segment segments = new Segment(this);
  final Neighbours neighbours = new Neighbours(this);
  final TunnelMouth tunnels = new TunnelMouth(this);
  final WireGuardMouth wireGuard = new WireGuardMouth(this);
  private final Map<String, NodeRules> rules;
  private final int depth;

  /** What came to a program or to a protocol, as its node's rules left it. */
  Optional<Datagram> arrived = Optional.empty();

  /** The answer that a program waits for. */
  Optional<Datagram> awaited = Optional.empty();

  Predictor(LabState lab, Memory memory) {
    this(lab, memory, new HashMap<>(), 0);
  }

  private Predictor(LabState lab, Memory memory, Map<String, NodeRules> rules, int depth) {
    this.lab = lab;
    this.memory = memory;
    this.rules = rules;
    this.depth = depth;
  }

  /** Another try from here, with a story and a memory of its own. */
  Predictor fork() {
    Predictor copy = new Predictor(lab, memory.copy(), rules, depth + 1);
    copy.awaited = awaited;
    return copy;
  }

  /** The fork went the packet's way. */
  void adopt(Predictor fork) {
    story.append(fork.story);
    memory.become(fork.memory);
    arrived = fork.arrived;
  }

  /** The next packet, in the world that this one leaves behind. */
  Predictor next() {
    return new Predictor(lab, memory, rules, depth);
  }

  /** Whether the packet has gone on for longer than any path is. */
  boolean isLost() {
    return story.length() > LONGEST || depth > 12;
  }

  NodeSnapshot node(String name) {
    return lab.node(name);
  }

  NodeRules rules(String node) {
    NodeRules known = rules.get(node);
    if (known == null) {
      known = new NodeRules(node(node));
      rules.put(node, known);
    }
    return known;
  }
}
