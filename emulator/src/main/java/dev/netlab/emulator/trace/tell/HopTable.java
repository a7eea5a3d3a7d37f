package dev.netlab.emulator.trace.tell;

import dev.netlab.emulator.trace.story.Event;
import dev.netlab.emulator.trace.story.Hop;
import dev.netlab.emulator.trace.tell.Page.Cell;
import dev.netlab.emulator.trace.tell.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The hops of a journey as a table of capture point, source, destination and what happened, with
 * the reasons below each. Where addresses are too long for columns, each pair has lines of its own.
 */
final class HopTable {
  private static final int INDENT = 4;
  private static final int REASON_INDENT = 8;
  private static final int KEY_WIDTH = 9;

  /** What is left to say what happened must not be narrower, or the table is no table. */
  private static final int NARROWEST = 26;

  private static final int GAP = 2;

  /**
   * @param before the hop that it follows
   */
  private record Row(Hop hop, Optional<Hop> before, List<Line> lines) {}

  private final List<Row> rows = new ArrayList<>();
  private final int label;
  private final int source;
  private final int destination;

  HopTable(List<Hop> hops) {
    Optional<Hop> before = Optional.empty();
    for (Hop hop : hops) {
      rows.add(new Row(hop, before, Line.of(hop, before)));
      before = Optional.of(hop);
    }
    this.label = widest("capture point", Line::label);
    this.source = widest("source", Line::source);
    this.destination = widest("destination", Line::destination);
  }

  private int widest(String title, Function<Line, String> cell) {
    return rows.stream()
        .flatMap(row -> row.lines().stream())
        .mapToInt(line -> cell.apply(line).length())
        .reduce(title.length(), Math::max);
  }

  void print(Page page) {
    int what = Page.WIDTH - INDENT - label - source - destination - 3 * GAP;
    boolean columns = what >= NARROWEST;
    if (columns) {
      title(page, what);
    }
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      for (int l = 0; l < row.lines().size(); l++) {
        String number = l == 0 ? String.valueOf(i + 1) : "";
        if (columns) {
          columns(page, number, row.lines().get(l), what);
        } else {
          stacked(page, number, row.lines().get(l));
        }
      }
      reasons(page, row.hop().events());
    }
  }

  private void title(Page page, int what) {
    page.row(
        INDENT,
        List.of(
            new Cell(Role.QUIET, "capture point", label),
            new Cell(Role.QUIET, "source", source),
            new Cell(Role.QUIET, "destination", destination),
            new Cell(Role.QUIET, "what happened", what)));
  }

  private void columns(Page page, String number, Line line, int what) {
    page.row(
        0,
        List.of(
            number(number),
            new Cell(Role.TITLE, line.label(), label),
            new Cell(role(line.fresh().source()), line.source(), source),
            new Cell(role(line.fresh().destination()), line.destination(), destination),
            new Cell(what(line), line.what(), what)));
  }

  private void stacked(Page page, String number, Line line) {
    int width = Math.min(label, (Page.WIDTH - INDENT) / 2);
    page.row(
        0,
        List.of(
            number(number),
            new Cell(Role.TITLE, line.label(), width),
            new Cell(what(line), line.what(), Page.WIDTH - INDENT - width - GAP)));
    if (!line.source().isEmpty() || !line.destination().isEmpty()) {
      String addresses =
          (line.source().isEmpty() ? "(same)" : line.source())
              + " > "
              + (line.destination().isEmpty() ? "(same)" : line.destination());
      page.paragraph(REASON_INDENT, role(line.fresh() != Line.Fresh.NONE), addresses);
    }
  }

  private static Cell number(String number) {
    return new Cell(Role.QUIET, " ".repeat(Math.max(0, 2 - number.length())) + number, 2);
  }

  private static Role role(boolean fresh) {
    return fresh ? Role.CHANGED : Role.TITLE;
  }

  private static Role what(Line line) {
    return line.isNews() ? Role.TITLE : Role.QUIET;
  }

  private static void reasons(Page page, List<Event> events) {
    for (Reason reason : Reason.of(events)) {
      String key = reason.key();
      for (String text : reason.text()) {
        page.row(
            REASON_INDENT,
            List.of(
                new Cell(Role.KEY, key, KEY_WIDTH),
                new Cell(Role.QUIET, text, Page.WIDTH - REASON_INDENT - KEY_WIDTH - GAP)));
        key = "";
      }
    }
  }
}
