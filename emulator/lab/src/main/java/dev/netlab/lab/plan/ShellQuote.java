package dev.netlab.lab.plan;

import dev.netlab.lab.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words for a POSIX shell, which takes each as it is, whatever is in it. What cannot be seen is
 * made by printf(1), so that who reads a script sees it, and no terminal obeys it.
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

  /** The command whose output the text is, but for the ends of lines behind it. */
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

  /** The shell takes them from the end of a command's output. */
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

  /** Several words, with a space between them. */
  static String words(List<String> words) {
    return words.stream().map(ShellQuote::of).collect(Collectors.joining(" "));
  }

  /** The words of arguments as iproute2 takes them; no quotes in them mean anything to it. */
  static String arguments(String text) {
    return words(Arrays.stream(text.strip().split("\\s+")).toList());
  }

  /**
   * What a command reads on stdin, behind that command: a here-document that ends at a line that
   * the text does not have.
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
        // Without quotes around its end the shell runs the command that is in it.
        : "<<" + end + "\n" + printf(document) + "\n".repeat(lineFeeds(document)) + end;
  }
}
