package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Event;
import dev.netlab.netlink.netfilter.NftTrace;
import java.util.List;
import java.util.Optional;

/** The end of a packet that a rule or a chain's policy dropped. */
final class RuleDrop {
  private RuleDrop() {}

  static Optional<Ending> of(NodeSnapshot node, String interfaceName, List<ChainTraversal> walks) {
    for (ChainTraversal walk : walks) {
      Optional<NftTrace> drop = walk.drop();
      if (drop.isPresent()) {
        return new RuleEvents(node)
            .of(drop.get())
            .map(rule -> ending(node.name(), interfaceName, rule));
      }
    }
    return Optional.empty();
  }

  private static Ending ending(String node, String interfaceName, Event.RuleMatched rule) {
    String from = rule.origin().isEmpty() ? "" : " (" + rule.origin() + ")";
    return new Ending(
        Outcome.DROPPED,
        Cause.RULE,
        Proof.PROVEN,
        node,
        interfaceName,
        "%s drops it by '%s' in %s %s%s"
            .formatted(node, rule.text(), rule.table(), rule.chain(), from),
        List.of("nftrace tells the rule's verdict: " + rule.verdict()));
  }
}
