package dev.netlab.engine.lifecycle;

import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.KernelException;

/** A step of a plan that the kernel refused: the line of the lab file, and the kernel's words. */
public final class StepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepException(Step step, KernelException refusal) {
    super(step.at().inFull() + ": " + step.node() + ": " + refusal.getMessage(), refusal);
  }
}
