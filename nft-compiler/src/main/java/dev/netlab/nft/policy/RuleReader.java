package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressType;
import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.IpFamily;
import dev.netlab.nft.value.Mark;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Prefix;
import dev.netlab.nft.value.Protocol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads rules from the words a lab file has for them, whatever its syntax. */
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

  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "dnat", List.of("to", "map", "hook"),
          "snat", List.of("to", "map", "ports"),
          "no-nat", List.of("hook"),
          "masquerade", List.of("ports"),
          "port-forward", List.of("to", "masquerade", "snat", "hairpin", "hook"),
          "accept", List.of("hook"),
          "drop", List.of("hook"),
          "reject", List.of("hook", "with"),
          "notrack", List.of("hook"),
          "clamp-mss", List.of("to", "hook"));

  private RuleReader() {}

  /** The words for actions. */
  public static Set<String> actions() {
    return ACTIONS.keySet();
  }

  /**
   * The fields that a rule of that action may have, conditions first; empty for an unknown action.
   */
  public static Set<String> fields(String action) {
    Set<String> fields = new LinkedHashSet<>();
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
   * @param fields each with its values as they are written, one or several
   * @param problems is told everything that is wrong, each with its field; an unknown action has
   *     the empty field
   * @return the rule, absent where there was a problem
   */
  public static Optional<Rule> read(
      String action,
      Map<String, List<String>> fields,
      Origin origin,
      Consumer<PolicyException> problems) {
    RuleFields from = new RuleFields(fields, problems);
    if (!ACTIONS.containsKey(action)) {
      from.refuse(
          new PolicyException(
              "unknown action '" + action + "'; " + Suggestion.among(actions(), action)));
      return Optional.empty();
    }
    from.refuseUnknown(fields(action));
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
      from.refuse(e);
      return Optional.empty();
    }
  }

  private static MatchBuilder conditions(RuleFields from) {
    List<Protocol> protocols = from.all("protocol", Protocol::parse);
    IpFamily icmp = protocols.contains(Protocol.ICMPV6) ? IpFamily.V6 : IpFamily.V4;
    return Match.builder()
        .source(from.both("source", Prefix::parse))
        .destination(from.both("destination", Prefix::parse))
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
