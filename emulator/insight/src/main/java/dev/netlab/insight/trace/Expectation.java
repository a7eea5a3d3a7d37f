package dev.netlab.insight.trace;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Journey;

/** Which way packets are expected to go, by somebody who can tell it from a lab's state. */
@FunctionalInterface
public interface Expectation {
  /** Nothing is expected of any packet. */
  Expectation NONE = (_, _) -> "";

  /**
   * Where a packet first left the path that was expected of it, a sentence; empty if it did not, or
   * if nothing was expected of it.
   *
   * @param state what the lab's kernels have now
   */
  String divergence(LabState state, Journey seen);
}
