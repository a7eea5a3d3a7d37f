package dev.netlab.lab.yaml;

import dev.netlab.ip.Spelling;
import java.util.Collection;

/** Suggests the known name that was probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * Advice about an unknown name.
   *
   * @param known must not be empty
   * @return {@code did you mean 'x'?}, or the list of known names
   */
  public static String among(String unknown, Collection<String> known) {
    return Spelling.closest(unknown, known)
        .map(name -> "did you mean '" + name + "'?")
        .orElseGet(() -> list(known));
  }

  private static String list(Collection<String> known) {
    return known.isEmpty()
        ? "there is none"
        : known.size() > 24
            ? "there are " + known.size() + ", and none is like it"
            : (known.size() == 1 ? "there is " : "there are ") + String.join(", ", known);
  }
}
