package dev.netlab.emulator.yaml;

import java.util.Collection;
import java.util.Comparator;

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
    return known.stream()
        .filter(name -> distance(unknown, name) <= (unknown.length() + 1) / 3)
        .min(Comparator.comparingInt(name -> distance(unknown, name)))
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

  /** Optimal string alignment: insert, delete, replace, or swap two neighbours, at 1 each. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
