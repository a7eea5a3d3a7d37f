package dev.netlab.emulator.packet.match;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a misspelt word was probably meant to be. */
final class Suggestion {
  private Suggestion() {}

  /** "did you mean X?" where a known word is near, else the list of known words. */
  static String among(String word, List<String> known) {
    Optional<String> near =
        known.stream()
            .filter(candidate -> distance(word, candidate) <= Math.max(1, word.length() / 3))
            .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    return near.map(candidate -> "did you mean " + candidate + "?")
        .orElseGet(() -> "one of " + String.join(", ", known) + " can stand here");
  }

  /** Levenshtein's, where two neighbours that changed places count once. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], 1 + cost[i - 2][j - 2]);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
