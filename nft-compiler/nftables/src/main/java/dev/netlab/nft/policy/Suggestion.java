package dev.netlab.nft.policy;

import dev.netlab.ip.Spelling;
import java.util.Set;
import java.util.TreeSet;

/** Suggests known words that are similar to an unknown one. */
final class Suggestion {
  private Suggestion() {}

  static String unknown(String kind, Set<String> known, String word) {
    return "unknown " + kind + " '" + word + "'; " + among(known, word);
  }

  static String among(Set<String> known, String word) {
    Set<String> sorted = new TreeSet<>(known);
    return Spelling.closest(word, sorted)
        .map(k -> "did you mean " + k + "?")
        .orElseGet(() -> "known: " + String.join(", ", sorted));
  }
}
