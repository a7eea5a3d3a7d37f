package dev.netlab.lab.yaml;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.compile.PolicyCompiler;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a node's {@code policy}. */
final class PolicyReader {
  private final NameIndex outline;
  private final Problems problems;

  PolicyReader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  /**
   * Reads a table.
   *
   * @param node the node whose interfaces its rules may name
   */
  Optional<Table> read(String node, YamlNode.Entry entry) {
    String name = entry.key().text();
    List<Rule> rules = new ArrayList<>();
    for (YamlNode item : new YamlValues(problems).list(entry.value(), "policy '" + name + "'")) {
      rule(node, item).ifPresent(rules::add);
    }
    try {
      Table table = new Table(name, rules);
      PolicyCompiler.rejectShadowedRules(table);
      return Optional.of(table);
    } catch (PolicyException e) {
      problems.add(entry.key().at(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Rule> rule(String node, YamlNode item) {
    MappingReader rule =
        new MappingReader(item, Keys.RULE, "a rule of a policy", item.at(), problems);
    if (rule.present().size() != 1) {
      if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
        problems.add(
            item.at(),
            "a rule is one action; write one of " + String.join(", ", Keys.RULE.names()));
      } else if (rule.present().size() > 1) {
        problems.add(
            rule.at(rule.present().get(1)),
            "a rule is one action; write '%s' as a rule of its own: - %s:"
                .formatted(rule.present().get(1), rule.present().get(1)));
      }
      return Optional.empty();
    }
    String action = rule.present().getFirst();
    return new PolicyRuleReader(outline, node)
        .read(action, rule.value(action).orElseThrow(), rule.at(action), problems);
  }
}
