package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Origin;

/**
 * Something to say about what a file has.
 *
 * @param message what it is and what to write instead, without file and line
 */
public record Finding(Severity severity, Origin origin, String message) {
  /** What a finding means for the objects. */
  public enum Severity {
    /** They cannot be used. */
    ERROR,
    /** They can, but probably do not do what was meant. */
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
