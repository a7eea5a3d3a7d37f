package dev.netlab.insight.facts;

import dev.netlab.insight.snapshot.Rulesets;
import dev.netlab.insight.trace.diagnose.ChainTraversal;
import dev.netlab.lab.Condition;
import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.ruleset.Ruleset;
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
  private final List<ChainTraversal> walks;

  /** By node, as they stand when the first condition asks. */
  private final Map<String, Ruleset> rulesets = new HashMap<>();

  NetfilterConditions(Kernels kernels, List<ChainTraversal> walks) {
    this.kernels = kernels;
    this.walks = walks;
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
    List<NftMatches.Hit> hits = NftMatches.of(walks, condition.node(), condition.table(), standing);
    List<Verdict.Binding> ways = new ArrayList<>();
    for (NftMatches.Hit hit : hits) {
      expression
          .match(bindings, hit.packet())
          .forEach(
              found ->
                  ways.add(new Verdict.Binding(found, has + ", which matched " + hit.packet())));
    }
    String others =
        hits.stream()
            .map(hit -> hit.packet().toString())
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
}
