package dev.netlab.emulator.yaml;

import dev.netlab.emulator.lab.Location;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Action;
import dev.netlab.nft.policy.IcmpType;
import dev.netlab.nft.policy.Match;
import dev.netlab.nft.policy.NatTarget;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.policy.RejectWith;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.Values;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.IpFamily;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Prefix;
import dev.netlab.nft.value.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads one action of a policy and its conditions. */
final class RuleReader {
  private final Outline outline;
  private final String node;

  RuleReader(Outline outline, String node) {
    this.outline = outline;
    this.node = node;
  }

  Optional<Rule> read(String action, Yaml value, Location at, Problems problems) {
    int before = problems.count();
    Section rule = new Section(value, keys(action), action, at, problems);
    Match match = match(rule);
    Optional<Action> does = action(action, rule);
    List<Hook> hooks = values(rule, "hook", text -> constant(Hook.values(), text));
    if (problems.count() > before || does.isEmpty()) {
      return Optional.empty();
    }
    Origin origin = new Origin(at.file(), at.line());
    try {
      return Optional.of(
          hooks.isEmpty()
              ? Rule.of(does.orElseThrow(), match, origin)
              : new Rule(does.orElseThrow(), match, hooks, origin));
    } catch (PolicyException e) {
      refuse(rule, e);
      return Optional.empty();
    }
  }

  private static Keys keys(String action) {
    return Keys.all().stream().filter(k -> k.schema().equals(action)).findFirst().orElseThrow();
  }

  private Match match(Section rule) {
    List<Protocol> protocols = values(rule, "protocol", Protocol::parse);
    IpFamily icmp = protocols.contains(Protocol.ICMPV6) ? IpFamily.V6 : IpFamily.V4;
    try {
      return Match.builder()
          .source(both(rule, "source", Prefix::parse))
          .destination(both(rule, "destination", Prefix::parse))
          .destinationTypes(
              values(rule, "destination-type", text -> constant(AddressType.values(), text)))
          .in(both(rule, "in", this::interfaceName))
          .out(both(rule, "out", this::interfaceName))
          .protocols(protocols)
          .sourcePorts(values(rule, "source-port", PortRange::parse))
          .ports(values(rule, "port", PortRange::parse))
          .icmpTypes(values(rule, "icmp-type", text -> new IcmpType(icmp, text)))
          .states(values(rule, "state", text -> constant(ConnectionState.values(), text)))
          .mark(value(rule, "mark", Mark::parse))
          .build();
    } catch (PolicyException e) {
      refuse(rule, e);
      return Match.builder().build();
    }
  }

  private Optional<Action> action(String action, Section rule) {
    return switch (action) {
      case "dnat" ->
          target(
              rule,
              text ->
                  text.contains("/")
                      ? new Action.DnatPrefix(Prefix.parse(text))
                      : new Action.Dnat(NatTarget.parse(text)));
      case "snat" -> {
        PortChoice ports = portChoice(rule, "ports").orElse(PortChoice.KEEP);
        yield target(
            rule,
            text ->
                text.contains("/")
                    ? new Action.SnatPrefix(Prefix.parse(text))
                    : new Action.Snat(NatTarget.parse(text), ports));
      }
      case "masquerade" -> Optional.of(masquerade(rule));
      case "port-forward" -> {
        Optional<NewSource> source = portChoice(rule, "masquerade").map(NewSource.Masquerade::new);
        yield target(
            rule, text -> new Action.PortForward(NatTarget.parse(text), source, Optional.empty()));
      }
      case "accept" -> Optional.of(new Action.Accept());
      case "drop" -> Optional.of(new Action.Drop());
      case "reject" ->
          Optional.of(
              new Action.Reject(
                  value(rule, "with", RejectWith::parse).orElse(RejectWith.portUnreachable())));
      case "notrack" -> Optional.of(new Action.Notrack());
      case "clamp-mss" -> {
        Optional<Integer> size =
            rule.value("to").isPresent()
                ? rule.number("to", 1, 65535).stream().boxed().findFirst()
                : Optional.empty();
        yield Optional.of(new Action.ClampMss(size));
      }
      default -> throw new IllegalArgumentException(action);
    };
  }

  /** Ports are {@code random}, a range to choose from, or both as a list. */
  private Action masquerade(Section rule) {
    List<Yaml.Scalar> ports = rule.texts("ports");
    PortChoice choice = PortChoice.KEEP;
    Optional<PortRange> range = Optional.empty();
    for (Yaml.Scalar text : ports) {
      if (Character.isDigit(text.text().charAt(0))) {
        range = parse(rule, text, PortRange::parse);
      } else {
        choice = parse(rule, text, t -> constant(PortChoice.values(), t)).orElse(choice);
      }
    }
    return new Action.Masquerade(choice, range);
  }

  private Optional<Action> target(Section rule, Function<String, Action> read) {
    return rule.requiredText("to").flatMap(text -> parse(rule, text, read));
  }

  private Optional<PortChoice> portChoice(Section rule, String key) {
    return value(rule, key, text -> constant(PortChoice.values(), text));
  }

  private InterfaceName interfaceName(String text) {
    InterfaceName name = new InterfaceName(text);
    Set<String> known = outline.interfaces(node);
    if (!text.equals("lo") && known.stream().noneMatch(name::matches)) {
      throw new PolicyException(
          "node '%s' has no interface '%s'; %s"
              .formatted(node, text, Suggestion.among(text, known)));
    }
    return name;
  }

  private <T> Values<T> both(Section rule, String key, Function<String, T> read) {
    return new Values<>(values(rule, key, read), values(rule, "not-" + key, read));
  }

  private <T> List<T> values(Section rule, String key, Function<String, T> read) {
    List<T> values = new ArrayList<>();
    for (Yaml.Scalar text : rule.texts(key)) {
      parse(rule, text, read).ifPresent(values::add);
    }
    return values;
  }

  private <T> Optional<T> value(Section rule, String key, Function<String, T> read) {
    return rule.text(key).flatMap(text -> parse(rule, text, read));
  }

  private static <T> Optional<T> parse(Section rule, Yaml.Scalar text, Function<String, T> read) {
    try {
      return Optional.of(read.apply(text.text()));
    } catch (PolicyException e) {
      rule.problems().add(text.at(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** An enum's constant as files write it: lower case, words parted by hyphens. */
  private static <T extends Enum<T>> T constant(T[] constants, String text) {
    Map<String, T> named = new java.util.LinkedHashMap<>();
    Arrays.stream(constants)
        .forEach(c -> named.put(c.name().toLowerCase(Locale.ROOT).replace('_', '-'), c));
    T constant = named.get(text);
    if (constant == null) {
      throw new PolicyException(
          "'%s' is none of %s; %s"
              .formatted(
                  text, String.join(", ", named.keySet()), Suggestion.among(text, named.keySet())));
    }
    return constant;
  }

  private static void refuse(Section rule, PolicyException e) {
    String field = e.field();
    boolean present = rule.present().contains(field);
    rule.problems()
        .add(
            present ? rule.value(field).orElseThrow().at() : rule.at(),
            field.isEmpty() ? String.valueOf(e.getMessage()) : field + ": " + e.getMessage());
  }
}
