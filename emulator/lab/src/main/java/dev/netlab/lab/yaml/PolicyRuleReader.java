package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.RuleReader;
import dev.netlab.nft.value.InterfaceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Passes the words of a rule to the reader of policies, and maps its errors to places in the file.
 */
final class PolicyRuleReader {
  private static final Set<String> INTERFACES = Set.of("in", "not-in", "out", "not-out");

  private final NameIndex outline;
  private final String node;

  PolicyRuleReader(NameIndex outline, String node) {
    this.outline = outline;
    this.node = node;
  }

  /** Reads a rule; empty if something is wrong with it, which has been reported. */
  Optional<Rule> read(String action, YamlNode value, Location at, Problems problems) {
    return read(
        action, new MappingReader(value, Keys.ofAction(action), action, at, problems), problems);
  }

  /** Reads a rule with that action whose words are in a mapping of another name. */
  Optional<Rule> read(String action, MappingReader rule, Problems problems) {
    int before = problems.count();
    Location at = rule.at();
    Map<String, List<YamlNode.Scalar>> words = new LinkedHashMap<>();
    Map<String, List<YamlNode.Scalar>> sound = new LinkedHashMap<>();
    for (String field : rule.present()) {
      int beforeField = problems.count();
      words.put(field, rule.texts(field));
      if (problems.count() == beforeField) {
        sound.put(field, words.get(field));
      }
    }
    INTERFACES.forEach(field -> checkNames(sound.getOrDefault(field, List.of()), problems));
    Map<String, List<String>> fields = new LinkedHashMap<>();
    // A field that is not a text has been reported. Left empty, it keeps the reader from comparing
    // it with others.
    words.keySet().forEach(field -> fields.put(field, texts(sound.getOrDefault(field, List.of()))));
    Optional<Rule> read =
        RuleReader.read(
            action,
            fields,
            new Origin(at.fileName(), at.line()),
            problem -> {
              if (sound.containsKey(problem.field()) || !words.containsKey(problem.field())) {
                reject(rule, sound, problem);
              }
            });
    return problems.count() == before ? read : Optional.empty();
  }

  private static List<String> texts(List<YamlNode.Scalar> words) {
    return words.stream().map(YamlNode.Scalar::text).toList();
  }

  private void checkNames(List<YamlNode.Scalar> names, Problems problems) {
    Set<String> known = outline.interfaces(node);
    for (YamlNode.Scalar name : names) {
      if (!name.text().equals("lo") && !matchesAny(name.text(), known)) {
        problems.add(
            name.at(),
            "node '%s' has no interface '%s'; %s"
                .formatted(node, name.text(), Suggestion.among(name.text(), known)));
      }
    }
  }

  /** What is not valid as a name is left to the reader, which reports why. */
  private static boolean matchesAny(String name, Set<String> known) {
    try {
      return known.stream().anyMatch(new InterfaceName(name)::matches);
    } catch (PolicyException e) {
      return true;
    }
  }

  private static void reject(
      MappingReader rule, Map<String, List<YamlNode.Scalar>> words, PolicyException problem) {
    String field = problem.field();
    List<YamlNode.Scalar> written = words.get(field);
    String message = String.valueOf(problem.getMessage());
    if (written == null) {
      rule.problems().add(rule.at(), "%s: %s: %s".formatted(rule.what(), field, message));
    } else if (problem.index().isPresent()) {
      rule.problems().add(written.get(problem.index().getAsInt()).at(), message);
    } else {
      Location at = written.isEmpty() ? rule.at(field) : rule.value(field).orElseThrow().at();
      rule.problems().add(at, field + ": " + message);
    }
  }
}
