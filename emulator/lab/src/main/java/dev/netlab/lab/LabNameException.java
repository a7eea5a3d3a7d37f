package dev.netlab.lab;

/** A text is not valid as the name of a lab. The message describes what to write. */
public final class LabNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabNameException(String message) {
    super(message);
  }
}
