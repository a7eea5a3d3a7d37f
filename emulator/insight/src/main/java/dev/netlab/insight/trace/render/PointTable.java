package dev.netlab.insight.trace.render;

import dev.netlab.insight.trace.render.Palette.Role;
import dev.netlab.insight.trace.render.TextPage.Cell;
import java.util.List;
import java.util.function.Function;

/**
 * A table of capture point, source, destination and what happened. Where addresses are too long for
 * columns, each pair has lines of its own.
 */
final class PointTable {
  static final int INDENT = 4;
  static final int REASON_INDENT = 8;
  static final int GAP = 2;

  /** What is left to say what happened must not be narrower, or the table is no table. */
  private static final int NARROWEST = 26;

  private final int label;
  private final int source;
  private final int destination;
  private final int what;

  /**
   * @param lines all that will be printed, to be as wide as they need
   */
  PointTable(List<HopRow> lines) {
    this.label = widest(lines, "capture point", HopRow::label);
    this.source = widest(lines, "source", HopRow::source);
    this.destination = widest(lines, "destination", HopRow::destination);
    this.what = TextPage.WIDTH - INDENT - label - source - destination - 3 * GAP;
  }

  private static int widest(List<HopRow> lines, String title, Function<HopRow, String> cell) {
    return lines.stream()
        .mapToInt(line -> cell.apply(line).length())
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
  void print(TextPage page, String number, HopRow line) {
    if (hasColumns()) {
      columns(page, number, line);
    } else {
      stacked(page, number, line);
    }
  }

  /** What stands between two rows. */
  void between(TextPage page, String text) {
    page.paragraph(hasColumns() ? INDENT + label + GAP : REASON_INDENT, Role.KEY, text);
  }

  private void columns(TextPage page, String number, HopRow line) {
    page.row(
        0,
        List.of(
            number(number),
            new Cell(Role.TITLE, line.label(), label),
            new Cell(role(line.fresh().source()), line.source(), source),
            new Cell(role(line.fresh().destination()), line.destination(), destination),
            new Cell(what(line), line.what(), what)));
  }

  private void stacked(TextPage page, String number, HopRow line) {
    int width = Math.min(label, (TextPage.WIDTH - INDENT) / 2);
    page.row(
        0,
        List.of(
            number(number),
            new Cell(Role.TITLE, line.label(), width),
            new Cell(what(line), line.what(), TextPage.WIDTH - INDENT - width - GAP)));
    if (!line.source().isEmpty() || !line.destination().isEmpty()) {
      String addresses =
          (line.source().isEmpty() ? "(same)" : line.source())
              + " > "
              + (line.destination().isEmpty() ? "(same)" : line.destination());
      page.paragraph(REASON_INDENT, role(line.fresh() != HopRow.Fresh.NONE), addresses);
    }
  }

  private static Cell number(String number) {
    return new Cell(Role.QUIET, " ".repeat(Math.max(0, 2 - number.length())) + number, 2);
  }

  private static Role role(boolean fresh) {
    return fresh ? Role.CHANGED : Role.TITLE;
  }

  private static Role what(HopRow line) {
    return line.isNews() ? Role.TITLE : Role.QUIET;
  }
}
