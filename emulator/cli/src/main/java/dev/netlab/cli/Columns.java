package dev.netlab.cli;

import dev.netlab.lab.PrintableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of text in columns as wide as their longest cell. */
final class Columns {
  private static final int GAP = 2;

  private final List<List<String>> rows = new ArrayList<>();

  Columns row(String... cells) {
    rows.add(Arrays.stream(cells).map(PrintableText::of).toList());
    return this;
  }

  void print(PrintWriter out) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
