package dev.netlab.lab.graph;

import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.Table;
import java.util.stream.Collectors;

/** Summarizes a table of rules in a few words: {@code calico-nat: masquerade}. */
final class PolicyLine {
  private PolicyLine() {}

  static String of(Table table) {
    return table.rules().stream()
        .map(Rule::action)
        .map(PolicyLine::word)
        .distinct()
        .collect(Collectors.joining(", ", table.name() + ": ", ""));
  }

  /** The action's name in the lab file. */
  private static String word(Action action) {
    return switch (action) {
      case Action.Dnat _ -> "dnat";
      case Action.DnatPrefix _ -> "dnat";
      case Action.DnatMap _ -> "dnat";
      case Action.Snat _ -> "snat";
      case Action.SnatPool _ -> "snat";
      case Action.SnatMap _ -> "snat";
      case Action.SnatPrefix _ -> "snat";
      case Action.NoNat _ -> "no-nat";
      case Action.Masquerade _ -> "masquerade";
      case Action.PortForward _ -> "port-forward";
      case Action.Accept _ -> "accept";
      case Action.Drop _ -> "drop";
      case Action.Reject _ -> "reject";
      case Action.Notrack _ -> "notrack";
      case Action.ClampMss _ -> "clamp-mss";
    };
  }
}
