package dev.netlab.insight.facts;

import dev.netlab.insight.story.Trace;
import dev.netlab.lab.ScenarioCommand;

/** Runs commands and follows their packets as {@code netlab trace} does. */
@FunctionalInterface
public interface Traces {
  /** Runs it to its end. */
  Trace run(ScenarioCommand run);
}
