package dev.netlab.lab;

import java.util.function.IntPredicate;

/**
 * Makes untrusted text safe to show. Terminals obey control characters, bidirectional controls make
 * a text read differently from what it is, and XML and UTF-8 cannot contain half of a surrogate
 * pair. Invisible characters are escaped as in Java, JSON and JavaScript: {@code \\u001b}. In a
 * JSON string the escape has the same meaning.
 */
public final class PrintableText {
  /** The number of characters that a message shows of a rejected text. */
  private static final int SHOWN = 60;

  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private PrintableText() {}

  /** The text on one line: line ends and tabs are escaped, too. */
  public static String of(String text) {
    return written(text, PrintableText::isPrintable);
  }

  /** The text with its line ends and tabs kept. */
  public static String lines(String text) {
    return written(text, PrintableText::isPrintableInLines);
  }

  /** Like {@link #of}, but only for the beginning of a text of any length. */
  public static String beginning(String text) {
    int most = text.codePointCount(0, text.length());
    return most > SHOWN
        ? of(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "..."
        : of(text);
  }

  /** Whether a text is shown unchanged, on one line. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(PrintableText::isPrintable);
  }

  /**
   * Whether a character is shown unchanged. Joiners are, because Persian words and many emoji
   * change without them.
   *
   * @param character a code point
   */
  public static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  /** Whether a character is shown unchanged in a text of several lines. */
  public static boolean isPrintableInLines(int character) {
    return character == '\n' || character == '\t' || isPrintable(character);
  }

  private static String written(String text, IntPredicate asItIs) {
    if (text.codePoints().allMatch(asItIs)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (asItIs.test(character)) {
                shown.appendCodePoint(character);
              } else {
                for (char unit : Character.toChars(character)) {
                  shown.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return shown.toString();
  }
}
