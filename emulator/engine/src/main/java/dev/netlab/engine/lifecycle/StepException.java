package dev.netlab.engine.lifecycle;

import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.KernelException;

/**
 * The kernel rejected a step of a plan. The message has the line of the lab file and the kernel's
 * error.
 */
public final class StepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepException(Step step, KernelException refusal) {
    super(step.at().inFull() + ": " + step.node() + ": " + refusal.getMessage(), refusal);
  }
}
