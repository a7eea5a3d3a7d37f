package dev.netlab.insight.facts;

import dev.netlab.insight.trace.diagnose.ChainTraversal;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/** Which packets met which rules. */
final class NftMatches {
  private NftMatches() {}

  /** A packet, as it was when it came to the hook, met a rule. */
  record Hit(Ruleset.Place rule, Packet packet) {}

  /** The packets of a node that met one of the rules of a table. */
  static List<Hit> of(
      List<ChainTraversal> walks, String node, String table, List<Ruleset.Place> rules) {
    List<Hit> hits = new ArrayList<>();
    for (ChainTraversal walk : walks) {
      if (walk.node().equals(node) && walk.table().equals(table)) {
        for (NftTrace step : walk.steps()) {
          rules.stream()
              .filter(_ -> step.type() == NftTrace.Type.RULE)
              .filter(rule -> rule.rule().handle() == step.ruleHandle())
              .filter(rule -> rule.chain().name().equals(step.chain()))
              .forEach(rule -> hits.add(new Hit(rule, walk.packet())));
        }
      }
    }
    return hits;
  }
}
