package dev.netlab.lab.yaml;

import dev.netlab.lab.Condition;
import dev.netlab.lab.Located;
import dev.netlab.lab.Location;
import dev.netlab.lab.Place;
import dev.netlab.lab.Point;
import dev.netlab.lab.Run;
import dev.netlab.lab.Sighting;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a condition of a fact. */
final class ConditionReader {
  private final Problems problems;
  private final Variables variables;
  private final PointReader points;
  private final KernelConditionReader kernel;
  private final HooksReader hooks;

  ConditionReader(Outline outline, Problems problems, Variables variables) {
    this.problems = problems;
    this.variables = variables;
    this.points = new PointReader(outline, problems, variables);
    this.kernel = new KernelConditionReader(outline, points, problems, variables);
    this.hooks = new HooksReader(points, problems);
  }

  Optional<Condition> read(Yaml item) {
    Section condition = new Section(item, Keys.CONDITION, "a condition", item.at(), problems);
    List<String> kinds = condition.present();
    if (kinds.size() > 1) {
      problems.add(
          condition.at(kinds.get(1)),
          "a condition is one thing; write '%s' as a condition of its own: - %s:"
              .formatted(kinds.get(1), kinds.get(1)));
      return Optional.empty();
    }
    if (kinds.isEmpty()) {
      if (!(item instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
        problems.add(
            item.at(),
            "write a condition here, one of " + String.join(", ", Keys.CONDITION.names()));
      }
      return Optional.empty();
    }
    String kind = kinds.getFirst();
    Yaml value = condition.value(kind).orElseThrow();
    Location at = condition.at(kind);
    return switch (kind) {
      case "exit" -> {
        OptionalInt status = condition.number("exit", 0, 255);
        yield status.isPresent()
            ? Optional.of(new Condition.Exit(status.getAsInt(), at))
            : Optional.empty();
      }
      case "prints" -> lines(condition).map(text -> new Condition.Prints(text, at));
      case "command" -> command(new Section(value, Keys.COMMAND, kind, at, problems));
      case "nft" -> nft(new Section(value, Keys.NFT, kind, at, problems));
      case "trace" -> trace(new Section(value, Keys.TRACE, kind, at, problems));
      case "hooks" -> hooks.read(new Section(value, Keys.HOOKS, kind, at, problems));
      case "connection-events" ->
          kernel.events(new Section(value, Keys.CONNECTION_EVENTS, kind, at, problems));
      case "same" -> same(new Section(value, Keys.SAME, kind, at, problems));
      case "hidden" -> hidden(new Section(value, Keys.HIDDEN, kind, at, problems));
      case "path" -> path(condition.values().list(value, kind), at);
      case "differ" -> differ(condition.texts(kind), at);
      default -> condition.text(kind).flatMap(text -> oneLine(kind, text, at));
    };
  }

  private Optional<Condition> oneLine(String kind, Yaml.Scalar text, Location at) {
    return switch (kind) {
      case "packet" ->
          points.sightingOneWay(text).map(sighting -> new Condition.Seen(sighting, at));
      case "absent" -> points.sighting(text).map(sighting -> new Condition.Absent(sighting, at));
      default -> kernel.read(kind, new Words(text), at);
    };
  }

  private Optional<Condition> command(Section command) {
    Optional<Place> place = command.requiredText("node").flatMap(points::place);
    Optional<Yaml.Scalar> run = command.requiredText("run");
    Optional<String> prints = lines(command);
    OptionalInt exit = command.number("exit", 0, 255);
    if (!command.present().contains("prints") && !command.present().contains("exit")) {
      problems.add(command.at(), "the command demands nothing; add prints: or exit:");
    }
    return place.flatMap(
        p ->
            run.map(
                r ->
                    new Condition.Command(
                        new Run(p, r.text(), command.at()), prints, exit, command.at())));
  }

  /** What a command shall print: part of a line, or some lines. */
  private static Optional<String> lines(Section section) {
    return section
        .value("prints")
        .flatMap(yaml -> section.values().lines(yaml, "prints"))
        .map(Yaml.Scalar::text);
  }

  private Optional<Condition> trace(Section trace) {
    Optional<Place> place = trace.requiredText("node").flatMap(points::place);
    Optional<Yaml.Scalar> run = trace.requiredText("run");
    List<Sighting> summary = new ArrayList<>();
    trace
        .requiredTexts("summary", 2, "one row shows no way; name two or more")
        .forEach(row -> points.sighting(row).ifPresent(summary::add));
    return place.flatMap(
        p ->
            run.map(
                r -> new Condition.Traced(new Run(p, r.text(), trace.at()), summary, trace.at())));
  }

  private Optional<Condition> nft(Section nft) {
    Optional<String> node = nft.requiredText("node").flatMap(points::node);
    Optional<Yaml.Scalar> table = nft.requiredText("table");
    Optional<Yaml.Scalar> rule = nft.requiredText("rule");
    Optional<PacketExpression> matched = nft.text("matched").flatMap(points::packet);
    return node.flatMap(
        n ->
            table.flatMap(
                t ->
                    rule.map(
                        r -> new Condition.NftRule(n, t.text(), r.text(), matched, nft.at()))));
  }

  private Optional<Condition> same(Section same) {
    Optional<PacketExpression> packet = same.requiredText("packet").flatMap(points::packet);
    List<Located<Point>> at =
        pointList(same.requiredTexts("at", 2, "one point shows nothing; name two or more"));
    return packet.map(p -> new Condition.Same(p, at, same.at()));
  }

  private Optional<Condition> hidden(Section hidden) {
    Optional<Sighting> packet = hidden.requiredText("packet").flatMap(points::sightingOneWay);
    List<Located<Point>> from =
        pointList(
            hidden.requiredTexts("from", 1, "from no point it is always hidden; name one or more"));
    return packet.map(p -> new Condition.Hidden(p, from, hidden.at()));
  }

  private List<Located<Point>> pointList(List<Yaml.Scalar> texts) {
    List<Located<Point>> list = new ArrayList<>();
    for (Yaml.Scalar text : texts) {
      points.onlyPoint(text).ifPresent(point -> list.add(new Located<>(point, text.at())));
    }
    return list;
  }

  private Optional<Condition> path(List<Yaml> items, Location at) {
    List<Sighting> sightings = new ArrayList<>();
    YamlValues values = new YamlValues(problems);
    for (Yaml item : items) {
      values.text(item, "a step of path").flatMap(points::sightingOneWay).ifPresent(sightings::add);
    }
    if (items.size() < 2) {
      problems.add(at, "a path has two steps or more; write a list, or use packet: for one");
    }
    return Optional.of(new Condition.Path(sightings, at));
  }

  private Optional<Condition> differ(List<Yaml.Scalar> texts, Location at) {
    for (Yaml.Scalar text : texts) {
      if (Variables.isName(text.text())) {
        variables.noteCompared(text.text(), text.at());
      } else {
        problems.add(
            text.at(), "'%s' is not a variable; write a name such as $p".formatted(text.text()));
      }
    }
    if (texts.size() < 2) {
      problems.add(at, "differ compares two variables or more; write [$a, $b]");
    }
    return Optional.of(new Condition.Differ(texts.stream().map(Yaml.Scalar::text).toList(), at));
  }
}
