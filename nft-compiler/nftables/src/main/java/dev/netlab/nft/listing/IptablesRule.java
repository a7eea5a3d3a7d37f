package dev.netlab.nft.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule as {@code iptables-save} prints it: {@code -A FORWARD -o docker0 -m conntrack --ctstate
 * ESTABLISHED -j ACCEPT}.
 *
 * @param matches the rule's match modules, in order
 * @param target the rule's action; absent if it only counts
 */
record IptablesRule(List<Module> matches, Optional<Module> target) {
  IptablesRule {
    matches = List.copyOf(matches);
  }

  /**
   * A match or a target.
   *
   * @param name {@code conntrack}, {@code DNAT}
   * @param options the module's options, without quotes: {@code !}, {@code --ctstate}, {@code NEW}
   * @param words the whole module as printed: {@code -m conntrack ! --ctstate NEW}
   */
  record Module(String name, List<String> options, String words) {
    Module {
      options = List.copyOf(options);
    }
  }

  /** A word without its quotes, and its position in the line. */
  private record Word(String text, int start, int end) {}

  /** Reads the part of a line after {@code -A CHAIN}. */
  static IptablesRule parse(String line) {
    List<Word> words = words(line);
    List<Module> matches = new ArrayList<>();
    Optional<Module> target = Optional.empty();
    int i = 0;
    while (i < words.size()) {
      String option = words.get(i).text();
      boolean isTarget = option.equals("-j") || option.equals("-g");
      if (i + 1 >= words.size() || (!isTarget && !option.equals("-m"))) {
        i++; // an option that every rule can have, such as -s, which nft shows as a separate
        // expression
        continue;
      }
      int end = i + 2;
      while (end < words.size() && (isTarget || !isModule(words.get(end).text()))) {
        end++;
      }
      Module module =
          new Module(
              words.get(i + 1).text(),
              words.subList(i + 2, end).stream().map(Word::text).toList(),
              line.substring(words.get(i).start(), words.get(end - 1).end()));
      if (isTarget) {
        target = Optional.of(module);
      } else {
        matches.add(module);
      }
      i = end;
    }
    return new IptablesRule(matches, target);
  }

  private static boolean isModule(String word) {
    return word.equals("-m") || word.equals("-j") || word.equals("-g");
  }

  /**
   * Splits at blanks, but not within double quotes, where a backslash escapes the next character.
   */
  private static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      if ((!quoted && c == ' ') || i == line.length()) {
        if (start >= 0) {
          words.add(new Word(word.toString(), start, i));
        }
        word.setLength(0);
        start = -1;
        continue;
      }
      start = start < 0 ? i : start;
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\' && i + 1 < line.length()) {
        word.append(line.charAt(++i));
      } else {
        word.append(c);
      }
    }
    return words;
  }
}
