package dev.netlab.emulator.yaml;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** The known name that someone may have meant. */
final class Suggestion {
  private Suggestion() {}

  /**
   * What to do about an unknown name.
   *
   * @param known must not be empty
   * @return {@code did you mean 'x'?}, or the names that there are
   */
  static String among(String unknown, Collection<String> known) {
    var edits = new DamerauLevenshteinDistance((unknown.length() + 1) / 3);
    return known.stream()
        .filter(name -> edits.apply(unknown, name) >= 0)
        .min(Comparator.comparing(name -> edits.apply(unknown, name)))
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(() -> list(known));
  }

  private static String list(Collection<String> known) {
    return known.isEmpty()
        ? "there is none"
        : known.size() > 24
            ? "there are " + known.size() + ", none is like it"
            : "there is " + String.join(", ", known);
  }
}
