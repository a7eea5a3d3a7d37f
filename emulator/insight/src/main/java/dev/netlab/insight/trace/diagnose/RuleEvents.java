package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.netlink.netfilter.NftVerdict;
import dev.netlab.nft.ruleset.NftRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hooks that a packet came to, and the rules that it met there as they stand in the node. */
final class RuleEvents {
  private final NodeSnapshot node;

  RuleEvents(NodeSnapshot node) {
    this.node = node;
  }

  /** The rules that matched, and the policies that dropped the packet. */
  List<Event> of(List<ChainTraversal> walks) {
    return withHooks(walks).stream().filter(event -> !(event instanceof Event.Hook)).toList();
  }

  /** The same with the hooks that the packet came to, all in order. */
  List<Event> withHooks(List<ChainTraversal> walks) {
    List<Event> events = new ArrayList<>();
    for (ChainTraversal walk : walks) {
      if (PacketTracing.isPrivate(walk.table())) {
        walk.hook().map(Event.Hook::new).ifPresent(events::add);
      } else {
        walk.steps().forEach(step -> of(step).ifPresent(events::add));
      }
    }
    return events;
  }

  /** A step's rule, or the policy that dropped. */
  Optional<Event.RuleMatched> of(NftTrace step) {
    String table = step.familyAndTable();
    String verdict = step.verdict().map(NftVerdict::toString).orElse("");
    return switch (step.type()) {
      case RULE -> {
        Optional<NftRule> listed = node.rule(table, step.chain(), step.ruleHandle());
        yield Optional.of(
            new Event.RuleMatched(
                table,
                step.chain(),
                step.ruleHandle(),
                listed.map(NftRule::effect).orElse("(a rule that has gone since)"),
                verdict,
                listed.map(NodeSnapshot::origin).orElse("")));
      }
      case POLICY -> {
        String policy = step.policy().map(NftVerdict::toString).orElse(verdict);
        yield policy.equals("drop")
            ? Optional.of(new Event.RuleMatched(table, step.chain(), 0, "policy drop", "drop", ""))
            : Optional.empty();
      }
      case RETURN, END, UNSPECIFIED -> Optional.empty();
    };
  }

  /** The end of a packet that a rule or a chain's policy dropped; empty if none did. */
  Optional<Ending> drop(String interfaceName, List<ChainTraversal> own) {
    for (ChainTraversal traversal : own) {
      Optional<NftTrace> drop = traversal.drop();
      if (drop.isPresent()) {
        return of(drop.get()).map(rule -> ending(node.name(), interfaceName, rule));
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
