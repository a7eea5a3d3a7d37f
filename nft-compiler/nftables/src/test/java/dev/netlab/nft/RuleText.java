package dev.netlab.nft;

import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.Rule;
import dev.netlab.nft.policy.RuleReader;
import dev.netlab.nft.policy.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Rules in one line, for tests: {@code drop in=eth0 protocol=tcp port=22,80-90}. */
public final class RuleText {
  private RuleText() {}

  public static Rule rule(String text) {
    return read(
            text,
            problem -> {
              throw problem;
            })
        .orElseThrow();
  }

  public static Optional<Rule> read(String text, Consumer<PolicyException> problems) {
    return read(text, new Origin("lab.yaml", 1), problems);
  }

  private static Optional<Rule> read(
      String text, Origin origin, Consumer<PolicyException> problems) {
    String[] words = text.strip().split(" +");
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String word : List.of(words).subList(1, words.length)) {
      int sign = word.indexOf('=');
      String values = word.substring(sign + 1);
      fields.put(
          word.substring(0, sign), values.isEmpty() ? List.of() : List.of(values.split(",")));
    }
    return RuleReader.read(words[0], fields, origin, problems);
  }

  /**
   * Tables of a file in which {@code [NAME]} begins a table and every other line is a rule; the
   * rules' origins are its lines.
   */
  public static List<Table> tables(String file, List<String> lines) {
    Map<String, List<Rule>> rules = new LinkedHashMap<>();
    String name = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) {
        name = line.substring(1, line.length() - 1);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        read(
                line,
                new Origin(file, i + 1),
                problem -> {
                  throw problem;
                })
            .ifPresent(rules.computeIfAbsent(name, _ -> new ArrayList<>())::add);
      }
    }
    return rules.entrySet().stream().map(e -> new Table(e.getKey(), e.getValue())).toList();
  }
}
