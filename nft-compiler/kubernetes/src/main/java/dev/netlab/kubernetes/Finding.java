package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Origin;

/**
 * An error or a warning about the contents of a file.
 *
 * @param message what is wrong and what to write instead, without file and line
 */
public record Finding(Severity severity, Origin origin, String message) {
  /** What a finding means for the objects. */
  public enum Severity {
    /** The objects cannot be used. */
    ERROR,
    /** The objects can be used, but probably do not do what was meant. */
    WARNING
  }

  static Finding error(Origin origin, String message) {
    return new Finding(Severity.ERROR, origin, message);
  }

  static Finding warning(Origin origin, String message) {
    return new Finding(Severity.WARNING, origin, message);
  }

  /** {@code FILE:LINE: MESSAGE}. */
  @Override
  public String toString() {
    return origin + ": " + (severity == Severity.WARNING ? "warning: " : "") + message;
  }
}
