package dev.netlab.nft.policy;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.value.Hook;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One line of a policy.
 *
 * @param hooks where the rule acts; never empty
 */
public record Rule(Action action, Match match, List<Hook> hooks, Origin origin) {
  public Rule {
    hooks = hooks.stream().distinct().sorted().toList();
    RuleCheck.check(action, match, hooks);
  }

  /**
   * A rule that acts at the default hooks of its kind, see {@link DefaultHooks}.
   *
   * @throws dev.netlab.nft.PolicyException if action and match contradict each other
   */
  public static Rule of(Action action, Match match, Origin origin) {
    return new Rule(action, match, DefaultHooks.of(action, match), origin);
  }

  /** The families whose packets the rule is about; empty if it does not distinguish them. */
  public Set<IpVersion> families() {
    Set<IpVersion> families = EnumSet.noneOf(IpVersion.class);
    families.addAll(match.families());
    action.family().ifPresent(families::add);
    return families;
  }
}
