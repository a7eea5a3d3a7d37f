package dev.netlab.emulator.lab;

/**
 * Why a lab file is refused.
 *
 * @param message what is wrong, and after a semicolon what to do
 */
public record Problem(Location at, String message) {
  @Override
  public String toString() {
    return at.inFull() + ": " + message;
  }
}
