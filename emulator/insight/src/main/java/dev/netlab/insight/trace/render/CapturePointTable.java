package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.trace.render.Palette.Role;
import dev.netlab.insight.trace.render.TextPage.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table of capture point, source, destination and what happened. Where addresses are too long for
 * columns, each pair has lines of its own.
 */
final class CapturePointTable {
  private static final int INDENT = 4;
  private static final int REASON_INDENT = 8;
  private static final int KEY_WIDTH = 9;
  private static final int GAP = 2;

  /** What is left to say what happened must not be narrower, or the table is no table. */
  private static final int NARROWEST = 26;

  private final int label;
  private final int source;
  private final int destination;
  private final int what;

  /**
   * @param rows all that will be printed, to be as wide as they need
   */
  CapturePointTable(List<HopRow> rows) {
    this.label = widest(rows, "capture point", HopRow::label);
    this.source = widest(rows, "source", HopRow::source);
    this.destination = widest(rows, "destination", HopRow::destination);
    this.what = TextPage.WIDTH - INDENT - label - source - destination - 3 * GAP;
  }

  private static int widest(List<HopRow> rows, String title, Function<HopRow, String> cell) {
    return rows.stream()
        .mapToInt(row -> cell.apply(row).length())
        .reduce(title.length(), Math::max);
  }

  private boolean hasColumns() {
    return what >= NARROWEST;
  }

  void title(TextPage page) {
    if (hasColumns()) {
      page.row(
          INDENT,
          List.of(
              new Cell(Role.QUIET, "capture point", label),
              new Cell(Role.QUIET, "source", source),
              new Cell(Role.QUIET, "destination", destination),
              new Cell(Role.QUIET, "what happened", what)));
    }
  }

  /**
   * @param number may be empty
   */
  void print(TextPage page, String number, HopRow row) {
    if (hasColumns()) {
      columns(page, number, row);
    } else {
      stacked(page, number, row);
    }
  }

  /** What stands between two rows. */
  void between(TextPage page, String text) {
    page.paragraph(hasColumns() ? INDENT + label + GAP : REASON_INDENT, Role.KEY, text);
  }

  private void columns(TextPage page, String number, HopRow row) {
    page.row(
        0,
        List.of(
            number(number),
            new Cell(Role.TITLE, row.label(), label),
            new Cell(role(row.fresh().source()), row.source(), source),
            new Cell(role(row.fresh().destination()), row.destination(), destination),
            new Cell(what(row), row.what(), what)));
  }

  private void stacked(TextPage page, String number, HopRow row) {
    int width = Math.min(label, (TextPage.WIDTH - INDENT) / 2);
    page.row(
        0,
        List.of(
            number(number),
            new Cell(Role.TITLE, row.label(), width),
            new Cell(what(row), row.what(), TextPage.WIDTH - INDENT - width - GAP)));
    if (!row.source().isEmpty() || !row.destination().isEmpty()) {
      String addresses =
          (row.source().isEmpty() ? "(same)" : row.source())
              + " > "
              + (row.destination().isEmpty() ? "(same)" : row.destination());
      page.paragraph(REASON_INDENT, role(row.fresh() != HopRow.Fresh.NONE), addresses);
    }
  }

  private static Cell number(String number) {
    return new Cell(Role.QUIET, " ".repeat(Math.max(0, 2 - number.length())) + number, 2);
  }

  private static Role role(boolean fresh) {
    return fresh ? Role.CHANGED : Role.TITLE;
  }

  private static Role what(HopRow row) {
    return row.isNews() ? Role.TITLE : Role.QUIET;
  }

  /** The hops of a journey, with the reasons below each. */
  static void printHops(TextPage page, List<Hop> hops) {
    List<List<HopRow>> rows = new ArrayList<>();
    Optional<Hop> before = Optional.empty();
    for (Hop hop : hops) {
      rows.add(HopRow.of(hop, before));
      before = Optional.of(hop);
    }
    CapturePointTable table = new CapturePointTable(rows.stream().flatMap(List::stream).toList());
    table.title(page);
    for (int i = 0; i < hops.size(); i++) {
      String number = String.valueOf(i + 1);
      for (HopRow row : rows.get(i)) {
        table.print(page, number, row);
        number = "";
      }
      printReasons(page, hops.get(i).events());
    }
  }

  private static void printReasons(TextPage page, List<Event> events) {
    int width = TextPage.WIDTH - REASON_INDENT - KEY_WIDTH - GAP;
    for (ReasonLine reason : ReasonLine.of(events)) {
      String key = reason.key();
      for (String text : reason.text()) {
        page.row(
            REASON_INDENT,
            List.of(new Cell(Role.KEY, key, KEY_WIDTH), new Cell(Role.QUIET, text, width)));
        key = "";
      }
    }
  }
}
