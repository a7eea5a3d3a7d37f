package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Event.Translation.Side;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Summary;
import dev.netlab.lab.graph.svg.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A journey's summary as a table, with the translations between its rows. */
final class SummaryTable {
  /** A story of so few rows is its own summary. */
  private static final int FEW = 2;

  private final List<Row> rows;

  SummaryTable(Journey journey) {
    this.rows = Row.of(journey);
  }

  /** Whether it shows more at a glance than the story does. */
  boolean isWorthPrinting() {
    return rows.size() > FEW && rows.stream().skip(1).anyMatch(Row::isNews);
  }

  void print(TextPage page) {
    CapturePointTable table = new CapturePointTable(rows.stream().map(Row::line).toList());
    table.title(page);
    for (Row row : rows) {
      row.translations().forEach(text -> table.between(page, "-- " + text + " --"));
      table.print(page, "", row.line());
    }
  }

  /** As a table of HTML. */
  void html(Markup out) {
    out.open("table").with("class", "summary");
    out.open("tr");
    List.of("capture point", "source", "destination", "what happened")
        .forEach(title -> out.open("th").text(title).close());
    out.close();
    for (Row row : rows) {
      for (String text : row.translations()) {
        out.open("tr").with("class", "between");
        out.open("td").close();
        out.open("td").with("colspan", "3").text(text).close();
        out.close();
      }
      out.open("tr");
      List.of(
              row.hop().point().toString(),
              row.source(),
              row.destination(),
              LineWrap.whole(row.what()))
          .forEach(cell -> out.open("td").text(cell).close());
      out.close();
    }
    out.close();
  }

  /**
   * A row of a summary in words.
   *
   * @param source of the outermost packet, as whoever captures there reads it
   * @param destination the same
   * @param translations what nodes replaced since the row before, a sentence each
   */
  record Row(Hop hop, String source, String destination, String what, List<String> translations) {
    private static final String UNCHANGED = "unchanged";

    Row {
      translations = List.copyOf(translations);
    }

    /** A journey's rows. */
    static List<Row> of(Journey journey) {
      List<Row> rows = new ArrayList<>();
      NatLabels translated = new NatLabels();
      Optional<PacketFields> before = Optional.empty();
      for (Summary.Row row : Summary.of(journey).rows()) {
        PacketFields now = PacketFields.of(EncapStack.of(row.hop()).shells().getFirst().packet());
        List<NatLabels.Step> steps = row.done().stream().flatMap(translated::steps).toList();
        String what = what(row, before.map(was -> fresh(now, was, steps)).orElse(""));
        rows.add(
            new Row(
                row.hop(),
                now.source(),
                now.destination(),
                what,
                steps.stream().map(NatLabels.Step::text).toList()));
        before = Optional.of(now);
      }
      if (!rows.isEmpty()) {
        rows.add(rows.removeLast().ending(journey.ending()));
      }
      return List.copyOf(rows);
    }

    private Row ending(Ending ending) {
      if (!ending.node().equals(hop.node())) {
        return this;
      }
      boolean delivered = ending.outcome() == Outcome.DELIVERED;
      String end =
          delivered
              ? ", delivered"
              : ", %s: %s"
                  .formatted(ending.outcome().toString().toUpperCase(Locale.ROOT), ending.cause());
      return new Row(hop, source, destination, what + end, translations);
    }

    /**
     * @param fresh what is new; empty of the first row
     */
    private static String what(Summary.Row row, String fresh) {
      List<String> what = new ArrayList<>();
      if (fresh.isEmpty()) {
        what.add(
            switch (row.hop().way()) {
              case IN -> "first seen";
              case OUT -> "sent";
            });
      }
      row.done().stream()
          .flatMap(hop -> hop.events().stream())
          .flatMap(event -> wrap(event).stream())
          .forEach(what::add);
      return what.isEmpty() ? fresh : String.join(", ", what);
    }

    private static Optional<String> wrap(Event event) {
      return switch (event) {
        case Event.Encapsulation(Event.TunnelHeader header) -> Optional.of("into " + name(header));
        case Event.Decapsulation(Event.TunnelHeader header) ->
            Optional.of("out of " + name(header));
        default -> Optional.empty();
      };
    }

    /** A WireGuard header identifies only the packet. */
    private static String name(Event.TunnelHeader header) {
      return header.kind().equals("wireguard")
          ? header.kind()
          : LineWrap.bound(header.kind() + " " + header.id());
    }

    private static String fresh(PacketFields now, PacketFields before, List<NatLabels.Step> steps) {
      String by =
          steps.isEmpty()
              ? ""
              : " ("
                  + String.join(
                      ", ", steps.stream().map(step -> LineWrap.bound(step.name())).toList())
                  + ")";
      return switch (HopRow.Fresh.of(now, before)) {
        case NONE -> UNCHANGED;
        case SOURCE -> "new source" + by;
        case DESTINATION -> "new destination" + by;
        case BOTH -> "new source and destination" + by;
      };
    }

    /** Whether a node made something else of it since the row before. */
    boolean isNews() {
      return !what.startsWith(UNCHANGED);
    }

    /** As the table's line; a row's addresses are always told. */
    HopRow line() {
      return new HopRow(
          hop.point().toString(),
          source,
          destination,
          isNews() ? HopRow.Fresh.BOTH : HopRow.Fresh.NONE,
          what);
    }
  }

  /** The translations on a packet's way, numbered as they come. */
  private static final class NatLabels {
    private static final Pattern OF_SOURCE = Pattern.compile("\\b(snat|masquerade)\\b");
    private static final Pattern OF_DESTINATION = Pattern.compile("\\b(dnat|redirect)\\b");

    private int sources;
    private int destinations;

    /**
     * A translation.
     *
     * @param name {@code SNAT #1}; of an answer {@code SNAT undone}
     * @param text the node, the name, and what made it so
     */
    record Step(String name, String text) {}

    /** Those of a hop, in order. */
    Stream<Step> steps(Hop hop) {
      List<Step> steps = new ArrayList<>();
      Optional<Event.Connection> connection = Optional.empty();
      List<Event.RuleMatched> rules = new ArrayList<>();
      for (Event event : hop.events()) {
        switch (event) {
          case Event.Connection c -> connection = Optional.of(c);
          case Event.RuleMatched rule -> rules.add(rule);
          case Event.Translation made -> steps.add(step(hop, made, connection, rules));
          default -> {}
        }
      }
      return steps.stream();
    }

    private Step step(
        Hop hop,
        Event.Translation made,
        Optional<Event.Connection> connection,
        List<Event.RuleMatched> rules) {
      boolean undone = connection.map(c -> isUndone(made, c)).orElse(false);
      boolean ofSource = (made.side() == Side.SOURCE) != undone;
      String kind = ofSource ? "SNAT" : "DNAT";
      String name =
          undone ? kind + " undone" : kind + " #" + (ofSource ? ++sources : ++destinations);
      Pattern statement = ofSource ? OF_SOURCE : OF_DESTINATION;
      String by =
          rules.reversed().stream()
              .filter(rule -> statement.matcher(rule.text()).find())
              .findFirst()
              .map(
                  rule ->
                      " by table "
                          + rule.table()
                          + (rule.origin().isEmpty() ? "" : ", " + rule.origin()))
              .orElse(" by connection tracking");
      return new Step(name, hop.node() + ": " + name + by);
    }

    /** An answer gets back what the connection's first packet had. */
    private static boolean isUndone(Event.Translation made, Event.Connection connection) {
      List<String> original = ends(connection.original());
      List<String> reply = ends(connection.reply());
      int end =
          switch (made.side()) {
            case SOURCE -> 0;
            case DESTINATION -> 1;
          };
      return endpoint(made.before()).equals(reply.get(end))
          && endpoint(made.after()).equals(original.get(1 - end));
    }

    /** Source and destination of {@code 10.0.0.1:7 > 10.0.0.2:9 udp}. */
    private static List<String> ends(String tuple) {
      String[] words = tuple.split(" ", -1);
      return List.of(words[0], words[2]);
    }

    /** Without the identifier of an echo. */
    private static String endpoint(String end) {
      return end.split(" ", 2)[0];
    }
  }
}
