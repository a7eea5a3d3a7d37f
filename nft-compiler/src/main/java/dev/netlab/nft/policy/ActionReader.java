package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Prefix;
import java.util.List;
import java.util.Optional;

/** Reads what a rule does. */
final class ActionReader {
  private ActionReader() {}

  /** The action, absent where its fields are at fault, which they have been told then. */
  static Optional<Action> read(String action, RuleFields from) {
    return switch (action) {
      case "dnat" ->
          from.required(
              "to",
              "the new destination",
              text ->
                  isPrefix(text)
                      ? new Action.DnatPrefix(Prefix.parse(text))
                      : new Action.Dnat(NatTarget.parse(text)));
      case "snat" -> snat(from);
      case "masquerade" -> masquerade(from);
      case "port-forward" -> {
        Optional<PortChoice> masquerade =
            from.one("masquerade", RuleFields.constant(PortChoice.class));
        yield from.required("to", "where the port leads", NatTarget::parse)
            .map(to -> new Action.PortForward(to, masquerade));
      }
      case "accept" -> Optional.of(new Action.Accept());
      case "drop" -> Optional.of(new Action.Drop());
      case "reject" ->
          Optional.of(
              new Action.Reject(
                  from.one("with", RejectWith::parse).orElse(RejectWith.portUnreachable())));
      case "notrack" -> Optional.of(new Action.Notrack());
      case "clamp-mss" ->
          Optional.of(
              new Action.ClampMss(from.one("to", ActionReader::segmentSize).flatMap(size -> size)));
      default -> throw new PolicyException("unknown action '" + action + "'");
    };
  }

  private static Optional<Action> snat(RuleFields from) {
    PortChoice ports =
        from.one("ports", RuleFields.constant(PortChoice.class)).orElse(PortChoice.KEEP);
    Optional<Action> action =
        from.required(
            "to",
            "the new source",
            text ->
                isPrefix(text)
                    ? new Action.SnatPrefix(Prefix.parse(text))
                    : new Action.Snat(NatTarget.parse(text), ports));
    if (action.orElse(null) instanceof Action.SnatPrefix && ports != PortChoice.KEEP) {
      from.refuse(new PolicyException("ports", "a prefix translation keeps ports; leave it out"));
    }
    return action;
  }

  private static Optional<Action> masquerade(RuleFields from) {
    List<String> words = from.all("ports", text -> text);
    PortChoice choice = PortChoice.KEEP;
    Optional<PortRange> range = Optional.empty();
    for (String word : words) {
      try {
        if (word.matches("[0-9-]+") && range.isEmpty()) {
          range = Optional.of(PortRange.parse(word));
        } else {
          choice = RuleFields.constant(PortChoice.class).apply(word);
        }
      } catch (PolicyException e) {
        from.refuse(e.at("ports"));
      }
    }
    return Optional.of(new Action.Masquerade(choice, range));
  }

  private static Optional<Integer> segmentSize(String text) {
    if (text.equals("pmtu")) {
      return Optional.empty();
    }
    if (!text.matches("\\d{1,5}")) {
      throw new PolicyException("'" + text + "' is no segment size; write pmtu or a number");
    }
    return Optional.of(Integer.parseInt(text));
  }

  private static boolean isPrefix(String text) {
    return text.indexOf('/') >= 0;
  }
}
