package dev.netlab.engine.jvm;

/** Work was ended before its time, as somebody wanted. The message says what has become of it. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CancelledException(String outcome) {
    super(outcome);
  }
}
