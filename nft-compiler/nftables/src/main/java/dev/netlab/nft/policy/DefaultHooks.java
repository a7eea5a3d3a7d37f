package dev.netlab.nft.policy;

import dev.netlab.nft.value.Hook;
import java.util.List;

/**
 * The hooks of a rule that does not name any. Translations have fixed hooks. Filters act on packets
 * that are delivered to the node or forwarded by it, and on packets that leave it if the rule names
 * the output interface.
 */
final class DefaultHooks {
  private DefaultHooks() {}

  static List<Hook> of(Action action, Match match) {
    boolean namesIn = !match.in().isAny();
    boolean namesOut = !match.out().isAny();
    return switch (action) {
      case Action.Dnat _, Action.DnatPrefix _, Action.DnatMap _ -> List.of(Hook.PREROUTING);
      // Locally generated packets have no input interface.
      case Action.PortForward _ ->
          match.in().anyOf().isEmpty()
              ? List.of(Hook.PREROUTING, Hook.OUTPUT)
              : List.of(Hook.PREROUTING);
      case Action.NoNat _ -> {
        if (namesOut) {
          yield List.of(Hook.POSTROUTING);
        }
        yield match.in().anyOf().isEmpty()
            ? List.of(Hook.PREROUTING, Hook.OUTPUT, Hook.POSTROUTING)
            : List.of(Hook.PREROUTING, Hook.POSTROUTING);
      }
      case Action.Snat _,
          Action.SnatPrefix _,
          Action.SnatPool _,
          Action.SnatMap _,
          Action.Masquerade _,
          Action.ClampMss _ ->
          List.of(Hook.POSTROUTING);
      case Action.Notrack _ ->
          namesIn
              ? List.of(Hook.PREROUTING)
              : namesOut ? List.of(Hook.OUTPUT) : List.of(Hook.PREROUTING, Hook.OUTPUT);
      case Action.Accept _, Action.Drop _, Action.Reject _ ->
          !namesOut
              ? List.of(Hook.INPUT, Hook.FORWARD)
              : namesIn ? List.of(Hook.FORWARD) : List.of(Hook.FORWARD, Hook.OUTPUT);
    };
  }
}
