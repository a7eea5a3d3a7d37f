package dev.netlab.emulator.check;

import dev.netlab.emulator.lab.Run;
import dev.netlab.emulator.trace.story.Trace;

/** Runs commands and follows their packets as {@code netlab trace} does. */
@FunctionalInterface
public interface Traces {
  /** Runs it to its end. */
  Trace run(Run run);
}
