package dev.netlab.nft.compile;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.ruleset.Translation.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds translations that can never act, because an earlier one takes the same packets. */
final class ShadowedRules {
  private ShadowedRules() {}

  /**
   * Rejects a translation if an earlier one of the same table takes all its packets.
   *
   * @throws PolicyException which names both lines
   */
  static void reject(List<Rule> rules) {
    List<Rule> before = new ArrayList<>();
    for (Rule rule : rules) {
      Optional<Side> side = side(rule.action());
      if (side.isEmpty()) {
        continue;
      }
      for (Rule earlier : before) {
        if (side(earlier.action()).equals(side)
            && earlier.hooks().containsAll(rule.hooks())
            && covers(earlier, rule)) {
          throw new PolicyException(
              "to",
              "%s never acts: %s translates the same packets; one must differ in a condition, come first or go"
                  .formatted(rule.origin(), earlier.origin()));
        }
      }
      before.add(rule);
    }
  }

  /**
   * Equal conditions do not distinguish families, although the packets of one family would remain.
   */
  private static boolean covers(Rule earlier, Rule rule) {
    boolean sameFamily = earlier.families().isEmpty() || earlier.families().equals(rule.families());
    return (sameFamily && earlier.match().covers(rule.match()))
        || (rule.families().isEmpty() && earlier.match().equals(rule.match()));
  }

  /** Maps leave the addresses they do not name to later rules. */
  private static Optional<Side> side(Action action) {
    return switch (action) {
      case Action.Dnat _, Action.DnatPrefix _, Action.PortForward _ -> Optional.of(Side.DNAT);
      case Action.Snat _, Action.SnatPrefix _, Action.SnatPool _, Action.Masquerade _ ->
          Optional.of(Side.SNAT);
      case Action.DnatMap _,
          Action.SnatMap _,
          Action.NoNat _,
          Action.Accept _,
          Action.Drop _,
          Action.Reject _,
          Action.Notrack _,
          Action.ClampMss _ ->
          Optional.empty();
    };
  }
}
