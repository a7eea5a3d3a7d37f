package dev.netlab.engine.jvm;

/** Work was cancelled. The message describes the state that it left. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CancelledException(String outcome) {
    super(outcome);
  }
}
