package dev.netlab.lab;

/** A text cannot be a lab's name. The message says what to write. */
public final class LabNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabNameException(String message) {
    super(message);
  }
}
