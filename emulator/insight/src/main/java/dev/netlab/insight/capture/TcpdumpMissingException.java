package dev.netlab.insight.capture;

/** Tcpdump, which compiles filters, cannot be started; the message says how to install it. */
public final class TcpdumpMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TcpdumpMissingException(String message) {
    super(message);
  }
}
