package dev.netlab.engine.container;

/** A container cannot be started or does not become ready. The message is for users. */
public final class ContainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ContainerException(String message) {
    super(message);
  }

  public ContainerException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
