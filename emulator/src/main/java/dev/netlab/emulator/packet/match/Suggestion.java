package dev.netlab.emulator.packet.match;

import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** What a misspelt word was probably meant to be. */
final class Suggestion {
  private Suggestion() {}

  /** "did you mean X?" where a known word is near, else the list of known words. */
  static String among(String word, List<String> known) {
    var edits = new DamerauLevenshteinDistance(Math.max(1, word.length() / 3));
    return known.stream()
        .filter(candidate -> edits.apply(word, candidate) >= 0)
        .min(Comparator.comparing(candidate -> edits.apply(word, candidate)))
        .map(candidate -> "did you mean " + candidate + "?")
        .orElseGet(() -> "one of " + String.join(", ", known) + " can stand here");
  }
}
