package dev.netlab.insight.trace.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Breaks text into lines at blanks, and words that fit no line anywhere. */
final class LineWrap {
  /** A blank (U+00A0) at which a line is broken only if the words around it fit no line. */
  private static final char BOND = '\u00a0';

  private LineWrap() {}

  /** The text with its blanks made so that it stays on one line if it can. */
  static String bound(String text) {
    return text.replace(' ', BOND);
  }

  /** The text on one line, however long. */
  static String whole(String text) {
    return text.replace(BOND, ' ');
  }

  /**
   * At least one line, none longer than the width.
   *
   * @param width in characters, at least 1
   */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    Deque<String> words = new ArrayDeque<>(List.of(text.strip().split("\\s+")));
    while (!words.isEmpty()) {
      String word = words.pop();
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (word.length() > width) {
        int bond = word.lastIndexOf(BOND, width);
        words.push(word.substring(bond > 0 ? bond + 1 : width));
        word = word.substring(0, bond > 0 ? bond : width);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    lines.replaceAll(each -> each.replace(BOND, ' '));
    return lines;
  }
}
