package dev.netlab.insight.facts;

import dev.netlab.lab.Run;

/** Runs commands in nodes as {@code netlab exec} does. */
@FunctionalInterface
public interface Commands {
  /** Runs it to its end. */
  Output run(Run run);

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param text what it printed on stdout and stderr
   */
  record Output(int status, String text) {}
}
