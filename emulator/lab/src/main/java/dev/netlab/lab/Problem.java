package dev.netlab.lab;

/**
 * Why a lab file is refused.
 *
 * @param message what is wrong, and after a semicolon what to do
 */
public record Problem(Location at, String message) {
  /** One line, whatever of the file is in it. */
  @Override
  public String toString() {
    return at.inFull() + ": " + PrintableText.of(message);
  }
}
