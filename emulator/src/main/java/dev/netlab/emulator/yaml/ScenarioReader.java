package dev.netlab.emulator.yaml;

import dev.netlab.emulator.lab.Condition;
import dev.netlab.emulator.lab.Fact;
import dev.netlab.emulator.lab.Location;
import dev.netlab.emulator.lab.Run;
import dev.netlab.emulator.lab.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code scenarios}. */
final class ScenarioReader {
  private final Outline outline;
  private final Problems problems;
  private final Map<String, Location> ids = new HashMap<>();

  ScenarioReader(Outline outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  Scenario read(Yaml.Entry entry) {
    String name = entry.key().text();
    Location at = entry.key().at();
    Names.wrongWithNode(name).ifPresent(wrong -> problems.add(at, wrong));
    Section scenario =
        new Section(entry.value(), Keys.SCENARIO, "scenario '" + name + "'", at, problems);
    List<Run> runs = new ArrayList<>();
    scenario
        .required("run")
        .map(YamlValues::items)
        .orElse(List.of())
        .forEach(item -> run(item).ifPresent(runs::add));
    List<Fact> facts = new ArrayList<>();
    for (Yaml.Entry fact : scenario.entries("facts")) {
      facts.add(fact(fact));
    }
    return new Scenario(name, runs, facts, at);
  }

  private Optional<Run> run(Yaml item) {
    Section run = new Section(item, Keys.RUN, "run", item.at(), problems);
    Optional<String> node =
        run.requiredText("node")
            .flatMap(text -> new PointReader(outline, problems, new Variables()).node(text));
    return run.requiredText("command")
        .flatMap(command -> node.map(n -> new Run(n, command.text(), item.at())));
  }

  private Fact fact(Yaml.Entry entry) {
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
    List<Yaml> items = YamlValues.items(entry.value());
    if (items.isEmpty()) {
      problems.add(at, "fact '%s' has no condition and would always hold; add one".formatted(id));
    }
    for (Yaml item : items) {
      reader.read(item).ifPresent(conditions::add);
    }
    if (problems.count() == count) {
      variables.check(problems);
    }
    return new Fact(id, conditions, at);
  }
}
