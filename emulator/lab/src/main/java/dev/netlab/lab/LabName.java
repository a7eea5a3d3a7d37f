package dev.netlab.lab;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a lab. Every instance is valid, so what is built from a {@code LabName} (a directory
 * below {@code /run/netlab}, a lock, the name of a namespace) stays in its place. A name contains
 * no dot, because {@code LAB.NODE} is split at its first dot.
 *
 * @param text up to 40 letters, digits and hyphens; the first character is not a hyphen
 */
public record LabName(String text) implements Comparable<LabName> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");

  /**
   * Rejects an invalid name.
   *
   * @throws LabNameException describing what is wrong and what to write
   */
  public LabName {
    Optional<String> wrong = wrongWith(text);
    if (wrong.isPresent()) {
      throw new LabNameException(wrong.get());
    }
  }

  /** The name, if the text is valid as one. */
  public static Optional<LabName> tryParse(String text) {
    return wrongWith(text).isEmpty() ? Optional.of(new LabName(text)) : Optional.empty();
  }

  /**
   * Describes why a text is not valid as the name of a lab, and what to write; empty if it is
   * valid.
   */
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
