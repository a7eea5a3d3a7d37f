package dev.netlab.lab.plan;

import dev.netlab.lab.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Quotes words for a POSIX shell, which takes each unchanged. Invisible characters are produced by
 * printf(1), so that readers of a script see them, and no terminal obeys them.
 */
final class ShellQuote {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private ShellQuote() {}

  static String of(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return isSeen(word) ? single(word) : '"' + printf(word) + '"' + ends(word);
  }

  private static boolean isSeen(String text) {
    return text.codePoints().allMatch(PrintableText::isPrintableInLines);
  }

  private static String single(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A command that prints the text, except for trailing line feeds. */
  private static String printf(String text) {
    StringBuilder format = new StringBuilder();
    text.substring(0, text.length() - lineFeeds(text))
        .codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '%' -> format.append("%%");
                case '\\' -> format.append("\\\\");
                case '-' -> format.append(format.isEmpty() ? "\\055" : "-"); // not an option
                default -> append(format, Character.toString(character));
              }
            });
    return "$(printf " + single(format.toString()) + ")";
  }

  private static void append(StringBuilder format, String character) {
    if (isSeen(character)) {
      format.append(character);
    } else {
      for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
        format.append("\\%03o".formatted(each & 0xff));
      }
    }
  }

  /** The shell strips them from the end of a command's output. */
  private static String ends(String text) {
    int count = lineFeeds(text);
    return count == 0 ? "" : single("\n".repeat(count));
  }

  private static int lineFeeds(String text) {
    int from = text.length();
    while (from > 0 && text.charAt(from - 1) == '\n') {
      from--;
    }
    return text.length() - from;
  }

  /** Quotes several words, with a space between them. */
  static String words(List<String> words) {
    return words.stream().map(ShellQuote::of).collect(Collectors.joining(" "));
  }

  /** Quotes each word of iproute2 arguments. Quotes in the text have no meaning to iproute2. */
  static String arguments(String text) {
    return words(Arrays.stream(text.strip().split("\\s+")).toList());
  }

  /**
   * Text for a command's stdin, to append to the command: a here-document that ends at a line that
   * does not occur in the text.
   */
  static String here(String text) {
    String end = "END";
    List<String> lines = text.lines().toList();
    for (int i = 1; lines.contains(end); i++) {
      end = "END" + i;
    }
    String document = text + (text.endsWith("\n") ? "" : "\n");
    return isSeen(document)
        ? "<<'" + end + "'\n" + document + end
        // If its delimiter is not quoted, the shell runs the command in the here-document.
        : "<<" + end + "\n" + printf(document) + "\n".repeat(lineFeeds(document)) + end;
  }
}
