package dev.netlab.insight.capture;

/** A capture filter is no expression that tcpdump understands; the message has tcpdump's words. */
public final class CaptureFilterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CaptureFilterException(String message) {
    super(message);
  }
}
