package dev.netlab.engine.state;

/** This machine lacks something. The message says what is missing and how to get it. */
public final class MachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MachineException(String message) {
    super(message);
  }
}
