package dev.netlab.insight.trace.render;

import dev.netlab.insight.trace.render.Palette.Role;
import dev.netlab.lab.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** Lines of text, none longer than {@link #WIDTH} characters. */
final class TextPage {
  static final int WIDTH = 100;

  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  TextPage(Palette palette) {
    this.palette = palette;
  }

  /** A piece of a line that is as wide as a column. */
  record Cell(Role role, String text, int width) {
    Cell {
      text = PrintableText.lines(text);
    }
  }

  /** An empty line. */
  void blankLine() {
    text.append('\n');
  }

  /** Text behind an indent; its further lines stand two characters further in. */
  void paragraph(int indent, Role role, String words) {
    List<String> lines = new ArrayList<>();
    String shown = PrintableText.lines(words);
    List<String> first = LineWrap.lines(shown, WIDTH - indent);
    lines.add(first.getFirst());
    if (first.size() > 1) {
      String rest = shown.strip().replaceAll("\\s+", " ").substring(first.getFirst().length());
      lines.addAll(LineWrap.lines(rest, WIDTH - indent - 2));
    }
    for (int i = 0; i < lines.size(); i++) {
      line(indent + (i == 0 ? 0 : 2), palette.paint(role, lines.get(i)));
    }
  }

  /**
   * Cells side by side, two blanks apart. The words of each are broken to fit its column, and so it
   * may have several lines.
   */
  void row(int indent, List<Cell> cells) {
    List<List<String>> broken = cells.stream().map(c -> broken(c)).toList();
    int height = broken.stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < height; i++) {
      StringBuilder line = new StringBuilder();
      int blanks = 0;
      for (int column = 0; column < cells.size(); column++) {
        List<String> cell = broken.get(column);
        String piece = i < cell.size() ? cell.get(i) : "";
        if (!piece.isEmpty()) {
          line.repeat(" ", blanks).append(palette.paint(cells.get(column).role(), piece));
          blanks = 0;
        }
        blanks += cells.get(column).width() - piece.length() + 2;
      }
      line(indent, line.toString());
    }
  }

  /** A cell keeps its leading blanks: they show that one is inside of another. */
  private static List<String> broken(Cell cell) {
    int leading = cell.text().length() - cell.text().stripLeading().length();
    return LineWrap.lines(cell.text(), cell.width() - leading).stream()
        .map(line -> " ".repeat(leading) + line)
        .toList();
  }

  private void line(int indent, String painted) {
    text.repeat(" ", painted.isEmpty() ? 0 : indent).append(painted).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
