package dev.netlab.nft.policy;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** What somebody may have meant by a word that is not known. */
final class Suggestion {
  private static final int CLOSE = 2;

  private Suggestion() {}

  static String unknown(String kind, Set<String> known, String word) {
    return "unknown " + kind + " '" + word + "'; " + among(known, word);
  }

  static String among(Set<String> known, String word) {
    return known.stream()
        .filter(k -> distance(k, word) <= CLOSE)
        .min(Comparator.comparingInt((String k) -> distance(k, word)).thenComparing(k -> k))
        .map(k -> "did you mean " + k + "?")
        .orElseGet(() -> "known: " + String.join(", ", new TreeSet<>(known)));
  }

  /** Levenshtein's distance: how many letters to add, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
