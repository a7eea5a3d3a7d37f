package dev.netlab.packet.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of an expression.
 *
 * @param text without quotes
 * @param offset the position in the expression where it starts, including its quote
 * @param quoted whether it was written in quotes
 */
record Word(String text, int offset, boolean quoted) {
  /** Splits a text at blanks that are not in quotes. */
  static List<Word> split(String text) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '"') {
        at = quoted(text, at, words);
      } else {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
          at++;
        }
        words.add(new Word(text.substring(start, at), start, false));
      }
    }
    return words;
  }

  private static int quoted(String text, int start, List<Word> words) {
    StringBuilder content = new StringBuilder();
    for (int at = start + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        words.add(new Word(content.toString(), start, true));
        return at + 1;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      content.append(c);
    }
    throw new PacketSyntaxException(
        text.substring(start), start, "the quote is not closed", "write \" at its end");
  }

  boolean is(String other) {
    return !quoted && text.equals(other);
  }

  PacketSyntaxException error(String problem, String suggestion) {
    return new PacketSyntaxException(text, offset, problem, suggestion);
  }
}
