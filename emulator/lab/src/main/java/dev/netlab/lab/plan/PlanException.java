package dev.netlab.lab.plan;

/**
 * The lab requires something that the kernel of this machine does not support. The message names
 * the place and the feature.
 */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanException(String message) {
    super(message);
  }
}
