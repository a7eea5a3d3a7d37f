package dev.netlab.netlink.route;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** What somebody may have meant to write. */
final class Suggestion {
  private Suggestion() {}

  /** The known word fewest edits away, empty where none is near. */
  static String nearest(String word, Collection<String> known) {
    var edits = new DamerauLevenshteinDistance(Math.max(1, word.length() / 3));
    return known.stream()
        .filter(candidate -> edits.apply(word, candidate) >= 0)
        .min(Comparator.comparing(candidate -> edits.apply(word, candidate)))
        .orElse("");
  }
}
