package dev.netlab.emulator.lab;

/** Text of others' making as a message may show it: a terminal obeys control characters. */
public final class PrintableText {
  /** As many characters as a message shows of a text that was refused. */
  private static final int SHOWN = 60;

  private PrintableText() {}

  /** The text on one line, what cannot be seen as {@code \\u001b}. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(character -> append(shown, character));
    return shown.toString();
  }

  /** The same of its beginning, for what may be of any length. */
  public static String beginning(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(SHOWN).forEach(character -> append(shown, character));
    return text.codePointCount(0, text.length()) > SHOWN ? shown + "..." : shown.toString();
  }

  private static void append(StringBuilder shown, int character) {
    if (isPrintable(character)) {
      shown.appendCodePoint(character);
    } else {
      shown.append("\\u%04x".formatted(character));
    }
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
