package dev.netlab.nft.policy;

import dev.netlab.nft.value.Hook;
import java.util.List;

/**
 * Where a rule acts that does not say so. Translations have their places; filters act on what comes
 * to the node and what passes it, and on what leaves it where they name the interface out of it.
 */
final class DefaultHooks {
  private DefaultHooks() {}

  static List<Hook> of(Action action, Match match) {
    boolean namesIn = !match.in().isAny();
    boolean namesOut = !match.out().isAny();
    return switch (action) {
      case Action.Dnat _, Action.DnatPrefix _, Action.DnatMap _ -> List.of(Hook.PREROUTING);
      // Packets of the node itself came in by no interface.
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
