package dev.netlab.lab.graph.svg;

import dev.netlab.lab.PrintableText;
import java.util.Collection;

/**
 * Sizes of text. All names and addresses are in a monospaced font. Widths allow for any that the
 * reader's machine may have: none advances more than 0.61 em.
 */
enum Lettering {
  TITLE(17, 24),
  NAME(15, 20),
  INTERFACE(12.5, 16),
  ADDRESS(11, 14);

  private static final double ADVANCE = 0.61;

  private final double size;
  private final double line;

  Lettering(double size, double line) {
    this.size = size;
    this.line = line;
  }

  /** The font size in CSS pixels. */
  double size() {
    return size;
  }

  /** The distance between lines in CSS pixels. */
  double line() {
    return line;
  }

  double width(String text) {
    String shown = PrintableText.lines(text);
    return shown.codePointCount(0, shown.length()) * size * ADVANCE;
  }

  double width(Collection<String> lines) {
    return lines.stream().mapToDouble(this::width).max().orElse(0);
  }
}
