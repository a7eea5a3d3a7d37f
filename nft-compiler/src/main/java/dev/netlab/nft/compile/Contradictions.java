package dev.netlab.nft.compile;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.Match;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.ruleset.Translation.Side;
import dev.netlab.nft.value.Hook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Translations of which one can never act, since another before it takes the same packets. */
final class Contradictions {
  private Contradictions() {}

  private record Packets(Side side, Hook hook, Match match) {}

  /**
   * Refuses two translations of one table for the same packets.
   *
   * @throws PolicyException which names both lines
   */
  static void refuse(List<Rule> rules) {
    Map<Packets, Rule> first = new HashMap<>();
    for (Rule rule : rules) {
      Optional<Side> side = side(rule.action());
      for (Hook hook : side.isPresent() ? rule.hooks() : List.<Hook>of()) {
        Rule before = first.putIfAbsent(new Packets(side.get(), hook, rule.match()), rule);
        if (before != null) {
          throw new PolicyException(
              "to",
              "%s never acts: %s translates the same packets; one must differ in a condition or go"
                  .formatted(rule.origin(), before.origin()));
        }
      }
    }
  }

  /** Maps leave what they do not name to the rules behind them. */
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
