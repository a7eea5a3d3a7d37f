package dev.netlab.ip;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word somebody may have meant, whichever language it is of. */
public final class Spelling {
  private Spelling() {}

  /**
   * The known word that is the fewest edits away, of which there may be one for every three
   * letters: with more of them any word is like any other. Two letters that changed places are one
   * edit.
   */
  public static Optional<String> closest(String unknown, Collection<String> known) {
    record Candidate(String word, int edits) {}
    int most = (unknown.length() + 1) / 3;
    return known.stream()
        .map(word -> new Candidate(word, edits(unknown, word)))
        .filter(candidate -> candidate.edits <= most)
        .min(Comparator.comparingInt(Candidate::edits))
        .map(Candidate::word);
  }

  /**
   * How many letters must be added, dropped, replaced or swapped with the next one to get from one
   * word to the other (optimal string alignment). Row {@code i} holds the distances of the first
   * {@code i} letters of {@code from} to each beginning of {@code to}.
   */
  private static int edits(String from, String to) {
    int[][] rows = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, from, to, i, j);
      }
    }
    return rows[from.length()][to.length()];
  }

  private static int step(int[][] rows, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int edits = rows[i - 1][j - 1] + (same ? 0 : 1);
    edits = Math.min(edits, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(edits, rows[i - 2][j - 2] + 1) : edits;
  }
}
