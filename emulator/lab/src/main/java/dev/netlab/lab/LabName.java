package dev.netlab.lab;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A lab's name. There is none that is not one: what is built from a {@code LabName} (a folder below
 * {@code /run/netlab}, a lock, a namespace's name) stays where it belongs, and a name never ends a
 * namespace's name early, since {@code LAB.NODE} is split at its first dot.
 *
 * @param text up to 40 letters, digits and hyphens, the first no hyphen
 */
public record LabName(String text) implements Comparable<LabName> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

  /**
   * Refuses what is not a name.
   *
   * @throws LabNameException with what is wrong and what to write
   */
  public LabName {
    Optional<String> wrong = wrongWith(text);
    if (wrong.isPresent()) {
      throw new LabNameException(wrong.get());
    }
  }

  /** The name, if the text is one. */
  public static Optional<LabName> tryParse(String text) {
    return wrongWith(text).isEmpty() ? Optional.of(new LabName(text)) : Optional.empty();
  }

  /** What is wrong with a text as a lab's name, and what to write; empty if nothing is. */
  public static Optional<String> wrongWith(String text) {
    return NAME.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(
            "'%s' cannot be a lab's name; write up to 40 letters, digits and -, no - first"
                .formatted(PrintableText.beginning(text)));
  }

  @Override
  public int compareTo(LabName other) {
    return text.compareTo(other.text);
  }

  /** The name itself. */
  @Override
  public String toString() {
    return text;
  }
}
