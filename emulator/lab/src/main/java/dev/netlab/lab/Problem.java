package dev.netlab.lab;

/**
 * A reason for which a lab file is rejected.
 *
 * @param message what is wrong, and after a semicolon what to do
 */
public record Problem(Location at, String message) {
  /** One line, even if it quotes parts of the file. */
  @Override
  public String toString() {
    return at.inFull() + ": " + PrintableText.of(message);
  }
}
