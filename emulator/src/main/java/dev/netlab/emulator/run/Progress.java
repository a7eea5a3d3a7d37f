package dev.netlab.emulator.run;

import dev.netlab.emulator.plan.Step.Phase;

/** Hears how far {@link Up} has come. */
public interface Progress {
  /** A phase of the plan is about to be begun. */
  void begins(Phase phase);

  /**
   * Something is done and cannot be lost any more.
   *
   * @param what in words: a step, or the steps of one namespace that travelled together
   */
  void done(String what);

  /** For those who do not want to know. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begins(Phase phase) {}

        @Override
        public void done(String what) {}
      };
}
