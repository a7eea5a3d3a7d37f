package dev.netlab.lab.yaml;

import dev.netlab.lab.Condition;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.Fact;
import dev.netlab.lab.Listener;
import dev.netlab.lab.Location;
import dev.netlab.lab.Scenario;
import dev.netlab.lab.ScenarioCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code scenarios}. */
final class ScenarioReader {
  private static final Pattern LISTENER = Pattern.compile("([^:]+):([0-9]{1,5})");
  private static final int MOST_PORT = 65535;

  private final NameIndex outline;
  private final Problems problems;
  private final Map<String, Location> ids = new HashMap<>();

  ScenarioReader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  Scenario read(YamlNode.Entry entry) {
    String name = entry.key().text();
    Location at = entry.key().at();
    Names.wrongWithNode(name).ifPresent(wrong -> problems.add(at, wrong));
    MappingReader scenario =
        new MappingReader(entry.value(), Keys.SCENARIO, "scenario '" + name + "'", at, problems);
    List<Listener> listeners = new ArrayList<>();
    for (YamlNode.Scalar text : scenario.texts("listen")) {
      Optional<Listener> listener = listener(text);
      if (listener.filter(l -> isThere(l, listeners)).isPresent()) {
        problems.add(text.at(), "%s listens already; remove one of them".formatted(text.text()));
      } else {
        listener.ifPresent(listeners::add);
      }
    }
    List<ScenarioCommand> runs = new ArrayList<>();
    scenario
        .required("run")
        .map(YamlValues::items)
        .orElse(List.of())
        .forEach(item -> run(item).ifPresent(runs::add));
    List<Fact> facts = new ArrayList<>();
    for (YamlNode.Entry fact : scenario.entries("facts")) {
      facts.add(fact(fact));
    }
    return new Scenario(name, listeners, runs, facts, at);
  }

  private static boolean isThere(Listener listener, List<Listener> before) {
    return before.stream()
        .anyMatch(l -> l.node().equals(listener.node()) && l.port() == listener.port());
  }

  /** {@code NODE:PORT}. */
  private Optional<Listener> listener(YamlNode.Scalar text) {
    Matcher parts = LISTENER.matcher(text.text());
    int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    if (port < 1 || port > MOST_PORT) {
      problems.add(
          text.at(), "'%s' cannot listen; write NODE:PORT, as a:8080".formatted(text.text()));
      return Optional.empty();
    }
    return new ExpectedPacketReader(outline, problems, new Variables())
        .node(new Tokens.Piece(parts.group(1), 0, text))
        .map(node -> new Listener(node, port, text.at()));
  }

  private Optional<ScenarioCommand> run(YamlNode item) {
    MappingReader run = new MappingReader(item, Keys.RUN, "run", item.at(), problems);
    Optional<ExecTarget> place =
        run.requiredText("node")
            .flatMap(
                text -> new ExpectedPacketReader(outline, problems, new Variables()).place(text));
    return run.requiredText("command")
        .filter(command -> run.values().isCommand(command, "command"))
        .flatMap(command -> place.map(p -> new ScenarioCommand(p, command.text(), item.at())));
  }

  private Fact fact(YamlNode.Entry entry) {
    String id = entry.key().text();
    Location at = entry.key().at();
    Location before = ids.putIfAbsent(id, at);
    if (before != null) {
      problems.add(
          at,
          "fact '%s' is there already at line %d; give one of them another id"
              .formatted(id, before.line()));
    }
    Variables variables = new Variables();
    ConditionReader reader = new ConditionReader(outline, problems, variables);
    int count = problems.count();
    List<Condition> conditions = new ArrayList<>();
    List<YamlNode> items = YamlValues.items(entry.value());
    if (items.isEmpty()) {
      problems.add(at, "fact '%s' has no condition and would always hold; add one".formatted(id));
    }
    for (YamlNode item : items) {
      reader.read(item).ifPresent(conditions::add);
    }
    if (problems.count() == count) {
      variables.check(problems);
    }
    return new Fact(id, conditions, at);
  }
}
