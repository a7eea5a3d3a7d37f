package dev.netlab.nft.policy;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.PrefixText;
import dev.netlab.nft.value.Protocol;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;

/** Reads rules from the fields of a lab file, independently of the file's syntax. */
public final class RuleReader {
  private static final List<String> CONDITIONS =
      List.of(
          "source",
          "not-source",
          "destination",
          "not-destination",
          "destination-type",
          "in",
          "not-in",
          "out",
          "not-out",
          "protocol",
          "source-port",
          "port",
          "icmp-type",
          "state",
          "mark");

  private static final SequencedMap<String, List<String>> ACTIONS = new LinkedHashMap<>();

  static {
    ACTIONS.put("dnat", List.of("to", "map", "hook"));
    ACTIONS.put("snat", List.of("to", "map", "ports"));
    ACTIONS.put("masquerade", List.of("ports"));
    ACTIONS.put("port-forward", List.of("to", "masquerade", "snat", "hairpin", "hook"));
    ACTIONS.put("no-nat", List.of("hook"));
    ACTIONS.put("accept", List.of("hook"));
    ACTIONS.put("drop", List.of("hook"));
    ACTIONS.put("reject", List.of("with", "hook"));
    ACTIONS.put("notrack", List.of("hook"));
    ACTIONS.put("clamp-mss", List.of("to", "hook"));
  }

  private RuleReader() {}

  /** The names of the actions, translations first. */
  public static SequencedSet<String> actions() {
    return Collections.unmodifiableSequencedSet(ACTIONS.sequencedKeySet());
  }

  /**
   * The fields that a rule with the given action may have, conditions first; empty for an unknown
   * action.
   */
  public static SequencedSet<String> fields(String action) {
    SequencedSet<String> fields = new LinkedHashSet<>();
    List<String> own = ACTIONS.get(action);
    if (own != null) {
      fields.addAll(CONDITIONS);
      fields.addAll(own);
    }
    return fields;
  }

  /**
   * Reads one rule.
   *
   * @param action one of {@link #actions()}
   * @param fields the values of each field as written, one or more
   * @param problems receives every error with the field it is in; the field is empty for an unknown
   *     action
   * @return the rule; absent if there was an error
   */
  public static Optional<Rule> read(
      String action,
      Map<String, List<String>> fields,
      Origin origin,
      Consumer<PolicyException> problems) {
    RuleFields from = new RuleFields(fields, problems);
    if (!ACTIONS.containsKey(action)) {
      from.report(
          new PolicyException(
              "unknown action '" + action + "'; " + Suggestion.among(actions(), action)));
      return Optional.empty();
    }
    from.reportUnknown(fields(action));
    MatchBuilder conditions = conditions(from);
    Optional<Action> read = ActionReader.read(action, from);
    List<Hook> hooks = from.all("hook", RuleFields.constant(Hook.class));
    if (!from.areSound() || read.isEmpty()) {
      return Optional.empty();
    }
    try {
      Match match = conditions.build();
      return Optional.of(
          hooks.isEmpty()
              ? Rule.of(read.get(), match, origin)
              : new Rule(read.get(), match, hooks, origin));
    } catch (PolicyException e) {
      from.report(e);
      return Optional.empty();
    }
  }

  private static MatchBuilder conditions(RuleFields from) {
    List<Protocol> protocols = from.all("protocol", Protocol::parse);
    IpVersion icmp = protocols.contains(Protocol.ICMPV6) ? IpVersion.IPV6 : IpVersion.IPV4;
    return Match.builder()
        .source(from.both("source", PrefixText::parse))
        .destination(from.both("destination", PrefixText::parse))
        .destinationTypes(from.all("destination-type", RuleFields.constant(AddressType.class)))
        .in(from.both("in", InterfaceName::new))
        .out(from.both("out", InterfaceName::new))
        .protocols(protocols)
        .sourcePorts(from.all("source-port", PortRange::parse))
        .ports(from.all("port", PortRange::parse))
        .icmpTypes(from.all("icmp-type", name -> new IcmpType(icmp, name)))
        .states(from.all("state", RuleFields.constant(ConnectionState.class)))
        .mark(from.one("mark", Mark::parse));
  }
}
