package dev.netlab.ip;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Which known word somebody may have meant, whichever language it is of. */
public final class Spelling {
  private Spelling() {}

  /**
   * The known word that is the fewest edits away, of which there may be one for every three
   * letters: with more of them any word is like any other. Two letters that changed places are one
   * edit.
   */
  public static Optional<String> closest(String unknown, Collection<String> known) {
    var edits = new DamerauLevenshteinDistance((unknown.length() + 1) / 3);
    return known.stream()
        .filter(word -> edits.apply(unknown, word) >= 0)
        .min(Comparator.comparing(word -> edits.apply(unknown, word)));
  }
}
