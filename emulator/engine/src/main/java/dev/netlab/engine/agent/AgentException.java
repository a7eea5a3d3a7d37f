package dev.netlab.engine.agent;

/** The agent cannot be started or reached, or refused; the message is for people. */
public sealed class AgentException extends RuntimeException permits SilentAgentException {
  private static final long serialVersionUID = 1L;

  public AgentException(String message) {
    super(message);
  }

  public AgentException(String message, Throwable cause) {
    super(message + ": " + Shortage.describe(cause), cause);
  }
}
