package dev.netlab.lab.plan;

/** The lab asks for something that this machine's kernel lacks. The message says where and what. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanException(String message) {
    super(message);
  }
}
