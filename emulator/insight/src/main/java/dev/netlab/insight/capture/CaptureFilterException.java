package dev.netlab.insight.capture;

/** Tcpdump does not understand a capture filter; the message contains its words. */
public final class CaptureFilterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CaptureFilterException(String message) {
    super(message);
  }
}
