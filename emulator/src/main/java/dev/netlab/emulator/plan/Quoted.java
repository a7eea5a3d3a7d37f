package dev.netlab.emulator.plan;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words for a POSIX shell, which takes each as it is, whatever is in it. */
final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private Quoted() {}

  static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Several words, with a space between them. */
  static String words(List<String> words) {
    return words.stream().map(Quoted::of).collect(Collectors.joining(" "));
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
    return "<<'" + end + "'\n" + text + (text.endsWith("\n") ? "" : "\n") + end;
  }
}
