package dev.netlab.nft.policy;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** What somebody may have meant by a word that is not known. */
final class Suggestion {
  private static final DamerauLevenshteinDistance EDITS = new DamerauLevenshteinDistance(2);

  private Suggestion() {}

  static String unknown(String kind, Set<String> known, String word) {
    return "unknown " + kind + " '" + word + "'; " + among(known, word);
  }

  static String among(Set<String> known, String word) {
    return known.stream()
        .filter(k -> EDITS.apply(k, word) >= 0)
        .min(Comparator.comparing((String k) -> EDITS.apply(k, word)).thenComparing(k -> k))
        .map(k -> "did you mean " + k + "?")
        .orElseGet(() -> "known: " + String.join(", ", new TreeSet<>(known)));
  }
}
