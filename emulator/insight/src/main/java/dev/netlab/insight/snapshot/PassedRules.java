package dev.netlab.insight.snapshot;

import dev.netlab.netlink.rtnetlink.RouteQuery;
import dev.netlab.netlink.rtnetlink.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policy-routing rules that chose a packet and led nowhere, as the table they name has no route for
 * it: the kernel goes on to the next rule and says nothing.
 */
public final class PassedRules {
  private static final int LOCAL_TABLE = 255;
  private static final int DEFAULT_TABLE = 253;

  private PassedRules() {}

  /**
   * Those before the rule that decided.
   *
   * @param decided empty where none did
   */
  public static List<Rule> of(NodeSnapshot node, RouteQuery query, Optional<Rule> decided) {
    PolicyRouting policy = new PolicyRouting(node.rules(), node.routes());
    List<Rule> passed = new ArrayList<>();
    for (Rule rule : node.rules()) {
      if (decided.map(rule::equals).orElse(false)) {
        break;
      }
      // The tables of every kernel are asked in passing: local first, default last.
      boolean standing = rule.table() == LOCAL_TABLE || rule.table() == DEFAULT_TABLE;
      if (!standing && rule.action() == Rule.LOOKUP && policy.selects(rule, query)) {
        passed.add(rule);
      }
    }
    return passed;
  }
}
