package dev.netlab.insight.facts;

import dev.netlab.insight.snapshot.Rulesets;
import dev.netlab.insight.trace.diagnose.ChainTraversal;
import dev.netlab.lab.Condition;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.packet.Packet;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions about rulesets. */
final class NetfilterConditions {
  private final Kernels kernels;
  private final List<ChainTraversal> traversals;

  /** By node, as they stand when the first condition asks. */
  private final Map<String, Ruleset> rulesets = new HashMap<>();

  NetfilterConditions(Kernels kernels, List<ChainTraversal> traversals) {
    this.kernels = kernels;
    this.traversals = traversals;
  }

  Verdict rule(Condition.NftRule condition, Bindings bindings) {
    String where = "%s's table %s".formatted(condition.node(), condition.table());
    List<Ruleset.Place> rules = listed(condition.node(), condition.table());
    String wanted = NftRule.effect(condition.rule());
    List<Ruleset.Place> standing =
        rules.stream().filter(place -> place.rule().effect().equals(wanted)).toList();
    if (standing.isEmpty()) {
      String there =
          rules.stream().map(place -> place.rule().effect()).collect(Collectors.joining(" | "));
      return new Verdict.Fails(
          "%s has no rule '%s'; it has %s"
              .formatted(where, condition.rule(), there.isEmpty() ? "none" : there));
    }
    String has = where + " has '" + condition.rule() + "'";
    if (condition.matched().isEmpty()) {
      return Verdict.holds(bindings, has);
    }
    return matched(condition, condition.matched().get(), standing, bindings, has);
  }

  private Verdict matched(
      Condition.NftRule condition,
      PacketExpression expression,
      List<Ruleset.Place> standing,
      Bindings bindings,
      String has) {
    List<Match> matches = matches(condition.node(), condition.table(), standing);
    List<Verdict.Binding> ways = new ArrayList<>();
    for (Match match : matches) {
      expression
          .match(bindings, match.packet())
          .forEach(
              found ->
                  ways.add(new Verdict.Binding(found, has + ", which matched " + match.packet())));
    }
    String others =
        matches.stream()
            .map(match -> match.packet().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return Verdict.of(
        ways,
        "%s, but '%s' did not match it%s"
            .formatted(
                has, expression, others.isEmpty() ? ": no packet did" : "; these did: " + others));
  }

  private List<Ruleset.Place> listed(String node, String table) {
    return rulesets
        .computeIfAbsent(node, name -> Rulesets.read(kernels.namespace(name)))
        .rules()
        .filter(place -> place.table().name().equals(table))
        .toList();
  }

  /** A packet, as it was when it came to the hook, met a rule. */
  private record Match(Ruleset.Place place, Packet packet) {}

  /** The packets of a node that met one of the rules of a table. */
  private List<Match> matches(String node, String table, List<Ruleset.Place> places) {
    List<Match> matches = new ArrayList<>();
    for (ChainTraversal traversal : traversals) {
      if (traversal.node().equals(node) && traversal.table().equals(table)) {
        for (NftTrace step : traversal.steps()) {
          places.stream()
              .filter(_ -> step.type() == NftTrace.Type.RULE)
              .filter(place -> place.rule().handle() == step.ruleHandle())
              .filter(place -> place.chain().name().equals(step.chain()))
              .forEach(place -> matches.add(new Match(place, traversal.packet())));
        }
      }
    }
    return matches;
  }
}
