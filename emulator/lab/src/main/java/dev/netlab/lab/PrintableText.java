package dev.netlab.lab;

import java.util.function.IntPredicate;

/**
 * Text of others' making as it may be shown. A terminal obeys control characters, a text with
 * bidirectional controls reads otherwise than it is, and XML and UTF-8 cannot have half of a
 * surrogate pair. What nobody can see is written as Java, JSON and JavaScript write it, {@code
 * \\u001b}: in a JSON string it means the same.
 */
public final class PrintableText {
  /** As many characters as a message shows of a text that was refused. */
  private static final int SHOWN = 60;

  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private PrintableText() {}

  /** The text on one line: the ends of its lines and its tabs are written out, too. */
  public static String of(String text) {
    return written(text, PrintableText::isPrintable);
  }

  /** The text with its lines and tabs. */
  public static String lines(String text) {
    return written(text, PrintableText::isPrintableInLines);
  }

  /** The same as {@link #of} of its beginning, for what may be of any length. */
  public static String beginning(String text) {
    int most = text.codePointCount(0, text.length());
    return most > SHOWN
        ? of(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "..."
        : of(text);
  }

  /** Whether a text is shown as it is, on one line. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(PrintableText::isPrintable);
  }

  /**
   * Whether a character is shown as it is. Joiners are: words of Persian and many emoji are not the
   * same without.
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

  /** Whether a character is shown as it is in a text of several lines. */
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
