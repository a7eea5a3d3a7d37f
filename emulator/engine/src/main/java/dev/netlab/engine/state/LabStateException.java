package dev.netlab.engine.state;

/** A lab is not in the state that a verb requires. The message says what to do. */
public final class LabStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabStateException(String message) {
    super(message);
  }
}
