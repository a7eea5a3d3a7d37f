package dev.netlab.insight.facts;

import dev.netlab.lab.ScenarioCommand;

/** Runs commands in nodes as {@code netlab exec} does. */
@FunctionalInterface
public interface Commands {
  /** Runs it to its end. */
  Output run(ScenarioCommand run);

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param text what it printed on stdout and stderr
   */
  record Output(int status, String text) {}
}
