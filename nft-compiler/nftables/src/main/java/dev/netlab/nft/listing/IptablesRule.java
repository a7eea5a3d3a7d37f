package dev.netlab.nft.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule as {@code iptables-save} prints it: {@code -A FORWARD -o docker0 -m conntrack --ctstate
 * ESTABLISHED -j ACCEPT}.
 *
 * @param matches its modules in their order
 * @param target what it does, absent for one that only counts
 */
record IptablesRule(List<Module> matches, Optional<Module> target) {
  IptablesRule {
    matches = List.copyOf(matches);
  }

  /**
   * A match or a target.
   *
   * @param name {@code conntrack}, {@code DNAT}
   * @param options what belongs to it, without quotes: {@code !}, {@code --ctstate}, {@code NEW}
   * @param words all of it as printed: {@code -m conntrack ! --ctstate NEW}
   */
  record Module(String name, List<String> options, String words) {
    Module {
      options = List.copyOf(options);
    }
  }

  /** A word without its quotes, and where it stands in the line. */
  private record Word(String text, int start, int end) {}

  /** Reads a line behind {@code -A CHAIN}. */
  static IptablesRule parse(String line) {
    List<Word> words = words(line);
    List<Module> matches = new ArrayList<>();
    Optional<Module> target = Optional.empty();
    int i = 0;
    while (i < words.size()) {
      String option = words.get(i).text();
      boolean isTarget = option.equals("-j") || option.equals("-g");
      if (i + 1 >= words.size() || (!isTarget && !option.equals("-m"))) {
        i++; // an option of every rule's, as -s, which nft shows as an expression of its own
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
   * Split at blanks; in double quotes, where a backslash takes the next character as it is, not.
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
