package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.trace.render.Palette.Role;
import dev.netlab.insight.trace.render.TextPage.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hops of a journey as a table, with the reasons below each. */
final class HopTable {
  private static final int KEY_WIDTH = 9;

  private record Row(Hop hop, List<HopRow> lines) {}

  private final List<Row> rows = new ArrayList<>();
  private final PointTable table;

  HopTable(List<Hop> hops) {
    Optional<Hop> before = Optional.empty();
    for (Hop hop : hops) {
      rows.add(new Row(hop, HopRow.of(hop, before)));
      before = Optional.of(hop);
    }
    this.table = new PointTable(rows.stream().flatMap(row -> row.lines().stream()).toList());
  }

  void print(TextPage page) {
    table.title(page);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      for (int l = 0; l < row.lines().size(); l++) {
        table.print(page, l == 0 ? String.valueOf(i + 1) : "", row.lines().get(l));
      }
      reasons(page, row.hop().events());
    }
  }

  private static void reasons(TextPage page, List<Event> events) {
    int width = TextPage.WIDTH - PointTable.REASON_INDENT - KEY_WIDTH - PointTable.GAP;
    for (ReasonLine reason : ReasonLine.of(events)) {
      String key = reason.key();
      for (String text : reason.text()) {
        page.row(
            PointTable.REASON_INDENT,
            List.of(new Cell(Role.KEY, key, KEY_WIDTH), new Cell(Role.QUIET, text, width)));
        key = "";
      }
    }
  }
}
