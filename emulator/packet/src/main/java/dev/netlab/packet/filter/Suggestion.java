package dev.netlab.packet.filter;

import dev.netlab.ip.Spelling;
import java.util.List;

/** Suggests what a misspelt word was probably meant to be. */
final class Suggestion {
  private Suggestion() {}

  /** "did you mean X?" if a known word is similar, else the list of known words. */
  static String among(String word, List<String> known) {
    return Spelling.closest(word, known)
        .map(candidate -> "did you mean " + candidate + "?")
        .orElseGet(() -> "one of " + String.join(", ", known) + " can stand here");
  }
}
