package dev.netlab.insight.facts;

import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Summary;
import dev.netlab.insight.story.Trace;
import dev.netlab.lab.Condition;
import dev.netlab.lab.ExecTarget;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.PacketText;
import dev.netlab.packet.filter.Bindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions about what a trace reports. A command that several ask about is run once. */
final class TraceConditions {
  private record Command(ExecTarget place, String text) {}

  private final Traces traces;
  private final Map<Command, Trace> done = new HashMap<>();

  TraceConditions(Traces traces) {
    this.traces = traces;
  }

  Verdict check(Condition.Traced condition, Bindings bindings) {
    Command command = new Command(condition.run().place(), condition.run().command());
    Trace trace = done.computeIfAbsent(command, _ -> traces.run(condition.run()));
    List<Journey> journeys =
        trace.conversations().stream().flatMap(c -> c.journeys().stream()).toList();
    List<Verdict.Binding> ways = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (Journey journey : journeys) {
      List<Summary.Row> rows = Summary.of(journey).rows();
      follow(condition.summary(), rows, bindings, ways, failures);
    }
    if (ways.isEmpty() && failures.isEmpty()) {
      failures.add("the trace of '%s' tells no packet".formatted(condition.run().command()));
    }
    return Verdict.of(ways, String.join("; or ", failures));
  }

  /** How far rows were found, and what variables stand for then. */
  private record Prefix(int next, Bindings bindings) {}

  private static void follow(
      List<ExpectedPacket> wanted,
      List<Summary.Row> rows,
      Bindings bindings,
      List<Verdict.Binding> ways,
      List<String> failures) {
    List<Prefix> prefixes = List.of(new Prefix(0, bindings));
    for (ExpectedPacket sighting : wanted) {
      List<Prefix> longer = new ArrayList<>();
      prefixes.stream()
          .flatMap(prefix -> find(sighting, rows, prefix).stream())
          .limit(Verdict.MOST_BINDINGS)
          .forEach(longer::add);
      if (longer.isEmpty()) {
        failures.add(
            "the summary has no row '%s %s' there: %s"
                .formatted(sighting.point(), sighting.packet(), text(rows)));
        return;
      }
      prefixes = longer;
    }
    prefixes.forEach(prefix -> ways.add(new Verdict.Binding(prefix.bindings(), text(rows))));
  }

  /** For each set of bindings the first row: a later one could only make the rest harder. */
  private static List<Prefix> find(ExpectedPacket sighting, List<Summary.Row> rows, Prefix prefix) {
    Map<Bindings, Prefix> found = new HashMap<>();
    for (int i = prefix.next(); i < rows.size(); i++) {
      int next = i + 1;
      Hop hop = rows.get(i).hop();
      hop.frame()
          .filter(_ -> hop.isAt(sighting.point()))
          .ifPresent(
              frame ->
                  sighting
                      .packet()
                      .match(prefix.bindings(), frame.packet())
                      .forEach(each -> found.putIfAbsent(each, new Prefix(next, each))));
    }
    return List.copyOf(found.values());
  }

  private static String text(List<Summary.Row> rows) {
    return rows.isEmpty()
        ? "it was seen nowhere"
        : rows.stream()
            .map(row -> row.hop().point() + " " + PacketText.level(outermost(row)))
            .collect(Collectors.joining(", then "));
  }

  private static EncapLevel outermost(Summary.Row row) {
    return row.hop().outer().isEmpty() ? row.hop().packet() : row.hop().outer().getFirst();
  }
}
