package dev.netlab.insight.capture;

/** Filters are compiled by tcpdump, and it cannot be started; the message says how to get it. */
public final class TcpdumpMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TcpdumpMissingException(String message) {
    super(message);
  }
}
