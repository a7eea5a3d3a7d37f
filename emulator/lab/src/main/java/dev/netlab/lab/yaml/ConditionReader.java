package dev.netlab.lab.yaml;

import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Condition;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.lab.Located;
import dev.netlab.lab.Location;
import dev.netlab.lab.ScenarioCommand;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a condition of a fact. */
final class ConditionReader {
  private final Problems problems;
  private final Variables variables;
  private final ExpectedPacketReader points;
  private final KernelConditionReader kernel;
  private final HooksReader hooks;

  ConditionReader(NameIndex outline, Problems problems, Variables variables) {
    this.problems = problems;
    this.variables = variables;
    this.points = new ExpectedPacketReader(outline, problems, variables);
    this.kernel = new KernelConditionReader(outline, points, problems, variables);
    this.hooks = new HooksReader(points, problems);
  }

  Optional<Condition> read(YamlNode item) {
    MappingReader condition =
        new MappingReader(item, Keys.CONDITION, "a condition", item.at(), problems);
    List<String> kinds = condition.present();
    if (kinds.size() > 1) {
      problems.add(
          condition.at(kinds.get(1)),
          "a condition is one thing; write '%s' as a condition of its own: - %s:"
              .formatted(kinds.get(1), kinds.get(1)));
      return Optional.empty();
    }
    if (kinds.isEmpty()) {
      if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
        problems.add(
            item.at(),
            "write a condition here, one of " + String.join(", ", Keys.CONDITION.names()));
      }
      return Optional.empty();
    }
    String kind = kinds.getFirst();
    YamlNode value = condition.value(kind).orElseThrow();
    Location at = condition.at(kind);
    return switch (kind) {
      case "exit" -> {
        OptionalInt status = condition.number("exit", 0, 255);
        yield status.isPresent()
            ? Optional.of(new Condition.Exit(status.getAsInt(), at))
            : Optional.empty();
      }
      case "prints" -> lines(condition).map(text -> new Condition.Prints(text, at));
      case "command" -> command(new MappingReader(value, Keys.COMMAND, kind, at, problems));
      case "nft" -> nft(new MappingReader(value, Keys.NFT, kind, at, problems));
      case "trace" -> trace(new MappingReader(value, Keys.TRACE, kind, at, problems));
      case "hooks" -> hooks.read(new MappingReader(value, Keys.HOOKS, kind, at, problems));
      case "connection-events" ->
          kernel.events(new MappingReader(value, Keys.CONNECTION_EVENTS, kind, at, problems));
      case "same" -> same(new MappingReader(value, Keys.SAME, kind, at, problems));
      case "hidden" -> hidden(new MappingReader(value, Keys.HIDDEN, kind, at, problems));
      case "path" -> path(condition.values().list(value, kind), at);
      case "differ" -> differ(condition.texts(kind), at);
      default -> condition.text(kind).flatMap(text -> oneLine(kind, text, at));
    };
  }

  private Optional<Condition> oneLine(String kind, YamlNode.Scalar text, Location at) {
    return switch (kind) {
      case "packet" ->
          points.sightingOneWay(text).map(sighting -> new Condition.Seen(sighting, at));
      case "absent" -> points.sighting(text).map(sighting -> new Condition.Absent(sighting, at));
      default -> kernel.read(kind, new Tokens(text), at);
    };
  }

  private Optional<Condition> command(MappingReader command) {
    Optional<ExecTarget> place = command.requiredText("node").flatMap(points::place);
    Optional<YamlNode.Scalar> run = command.requiredText("run");
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
                        new ScenarioCommand(p, r.text(), command.at()),
                        prints,
                        exit,
                        command.at())));
  }

  /** The expected output of a command: part of a line, or several lines. */
  private static Optional<String> lines(MappingReader section) {
    return section
        .value("prints")
        .flatMap(yaml -> section.values().lines(yaml, "prints"))
        .map(YamlNode.Scalar::text);
  }

  private Optional<Condition> trace(MappingReader trace) {
    Optional<ExecTarget> place = trace.requiredText("node").flatMap(points::place);
    Optional<YamlNode.Scalar> run = trace.requiredText("run");
    List<ExpectedPacket> summary = new ArrayList<>();
    trace
        .requiredTexts("summary", 2, "one row shows no way; name two or more")
        .forEach(row -> points.sighting(row).ifPresent(summary::add));
    return place.flatMap(
        p ->
            run.map(
                r ->
                    new Condition.Traced(
                        new ScenarioCommand(p, r.text(), trace.at()), summary, trace.at())));
  }

  private Optional<Condition> nft(MappingReader nft) {
    Optional<String> node = nft.requiredText("node").flatMap(points::node);
    Optional<YamlNode.Scalar> table = nft.requiredText("table");
    Optional<YamlNode.Scalar> rule = nft.requiredText("rule");
    Optional<PacketExpression> matched = nft.text("matched").flatMap(points::packet);
    return node.flatMap(
        n ->
            table.flatMap(
                t ->
                    rule.map(
                        r -> new Condition.NftRule(n, t.text(), r.text(), matched, nft.at()))));
  }

  private Optional<Condition> same(MappingReader same) {
    Optional<PacketExpression> packet = same.requiredText("packet").flatMap(points::packet);
    List<Located<CapturePoint>> at =
        pointList(same.requiredTexts("at", 2, "one point shows nothing; name two or more"));
    return packet.map(p -> new Condition.Same(p, at, same.at()));
  }

  private Optional<Condition> hidden(MappingReader hidden) {
    Optional<ExpectedPacket> packet = hidden.requiredText("packet").flatMap(points::sightingOneWay);
    List<Located<CapturePoint>> from =
        pointList(
            hidden.requiredTexts("from", 1, "from no point it is always hidden; name one or more"));
    return packet.map(p -> new Condition.Hidden(p, from, hidden.at()));
  }

  private List<Located<CapturePoint>> pointList(List<YamlNode.Scalar> texts) {
    List<Located<CapturePoint>> list = new ArrayList<>();
    for (YamlNode.Scalar text : texts) {
      points.onlyPoint(text).ifPresent(point -> list.add(new Located<>(point, text.at())));
    }
    return list;
  }

  private Optional<Condition> path(List<YamlNode> items, Location at) {
    List<ExpectedPacket> sightings = new ArrayList<>();
    YamlValues values = new YamlValues(problems);
    for (YamlNode item : items) {
      values.text(item, "a step of path").flatMap(points::sightingOneWay).ifPresent(sightings::add);
    }
    if (items.size() < 2) {
      problems.add(at, "a path has two steps or more; write a list, or use packet: for one");
    }
    return Optional.of(new Condition.Path(sightings, at));
  }

  private Optional<Condition> differ(List<YamlNode.Scalar> texts, Location at) {
    for (YamlNode.Scalar text : texts) {
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
    return Optional.of(
        new Condition.Differ(texts.stream().map(YamlNode.Scalar::text).toList(), at));
  }
}
