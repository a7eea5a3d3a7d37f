package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Journey;
import dev.netlab.lab.graph.svg.Markup;
import java.util.List;

/** A journey's summary as a table, with the translations between its rows. */
final class SummaryTable {
  /** A story of so few rows is its own summary. */
  private static final int FEW = 2;

  private final List<SummaryRow> rows;

  SummaryTable(Journey journey) {
    this.rows = SummaryRow.of(journey);
  }

  /** Whether it says more at a glance than the story does. */
  boolean isWorthIt() {
    return rows.size() > FEW && rows.stream().skip(1).anyMatch(SummaryRow::isNews);
  }

  void print(TextPage page) {
    PointTable table = new PointTable(rows.stream().map(SummaryRow::line).toList());
    table.title(page);
    for (SummaryRow row : rows) {
      row.translations().forEach(text -> table.between(page, "-- " + text + " --"));
      table.print(page, "", row.line());
    }
  }

  /** As a table of HTML. */
  void mark(Markup out) {
    out.open("table").with("class", "summary");
    out.open("tr");
    List.of("capture point", "source", "destination", "what happened")
        .forEach(title -> out.open("th").text(title).close());
    out.close();
    for (SummaryRow row : rows) {
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
}
