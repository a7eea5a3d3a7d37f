package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.PrefixText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the action of a rule. */
final class ActionReader {
  private ActionReader() {}

  /** The action; absent if its fields contain errors, which have then been reported. */
  static Optional<Action> read(String action, RuleFields from) {
    return switch (action) {
      case "dnat" -> dnat(from);
      case "snat" -> snat(from);
      case "masquerade" -> masquerade(from);
      case "port-forward" -> portForward(from);
      case "no-nat" -> Optional.of(new Action.NoNat());
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

  private static Optional<Action> dnat(RuleFields from) {
    Optional<Action> mapped = mapped(from, map -> new Action.DnatMap(map));
    if (mapped.isPresent() || from.has("map")) {
      return mapped;
    }
    return from.required(
        "to",
        "the new destination, or map in place of it",
        text ->
            isPrefix(text)
                ? new Action.DnatPrefix(PrefixText.parse(text))
                : new Action.Dnat(NatTarget.parse(text)));
  }

  /** The action that a map defines; absent if there is no map or it contains errors. */
  private static Optional<Action> mapped(
      RuleFields from, Function<List<NatMapping>, Action> action) {
    if (!from.has("map")) {
      return Optional.empty();
    }
    if (from.has("to")) {
      from.report(new PolicyException("map", "stands in place of to; leave one of them out"));
    }
    List<NatMapping> map = from.all("map", NatMapping::parse);
    return from.areSound() ? from.built(() -> action.apply(map)) : Optional.empty();
  }

  private static Optional<Action> portForward(RuleFields from) {
    Optional<NewSource> masquerade =
        from.one("masquerade", RuleFields.constant(PortChoice.class))
            .map(NewSource.Masquerade::new);
    Optional<NewSource> fixed =
        from.one("snat", text -> new NewSource.Fixed(IpAddress.parse(text)));
    if (masquerade.isPresent() && fixed.isPresent()) {
      from.report(new PolicyException("snat", "stands in place of masquerade; leave one out"));
    }
    Optional<NewSource> hairpin =
        from.one(
            "hairpin",
            text ->
                text.equals("masquerade")
                    ? new NewSource.Masquerade(PortChoice.KEEP)
                    : new NewSource.Fixed(IpAddress.parse(text)));
    return from.required("to", "where the port leads", NatTarget::parse)
        .flatMap(
            to ->
                from.built(() -> new Action.PortForward(to, masquerade.or(() -> fixed), hairpin)));
  }

  private static Optional<Action> snat(RuleFields from) {
    PortChoice ports =
        from.one("ports", RuleFields.constant(PortChoice.class)).orElse(PortChoice.KEEP);
    Optional<Action> mapped = mapped(from, map -> new Action.SnatMap(map, ports));
    if (mapped.isPresent() || from.has("map")) {
      return mapped;
    }
    if (from.count("to") > 1) {
      List<IpAddress> pool = from.all("to", IpAddress::parse);
      return from.areSound()
          ? from.built(() -> new Action.SnatPool(pool, ports))
          : Optional.empty();
    }
    Optional<Action> action =
        from.required(
            "to",
            "the new source, or map in place of it",
            text ->
                isPrefix(text)
                    ? new Action.SnatPrefix(PrefixText.parse(text))
                    : new Action.Snat(NatTarget.parse(text), ports));
    if (action.orElse(null) instanceof Action.SnatPrefix && ports != PortChoice.KEEP) {
      from.report(new PolicyException("ports", "a prefix translation keeps ports; leave it out"));
    }
    return action;
  }

  private static Optional<Action> masquerade(RuleFields from) {
    List<String> words = from.all("ports", text -> text);
    PortChoice choice = PortChoice.KEEP;
    Optional<PortRange> range = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      try {
        if (word.matches("[0-9-]+") && range.isEmpty()) {
          range = Optional.of(PortRange.parse(word));
        } else {
          choice = RuleFields.constant(PortChoice.class).apply(word);
        }
      } catch (PolicyException e) {
        from.report(PolicyException.at("ports", i, e));
      }
    }
    return Optional.of(new Action.Masquerade(choice, range));
  }

  private static Optional<Integer> segmentSize(String text) {
    if (text.equals("pmtu")) {
      return Optional.empty();
    }
    if (!text.matches("\\d{1,5}")) {
      throw new PolicyException("'" + text + "' is not a segment size; write pmtu or a number");
    }
    return Optional.of(Integer.parseInt(text));
  }

  private static boolean isPrefix(String text) {
    return text.indexOf('/') >= 0;
  }
}
