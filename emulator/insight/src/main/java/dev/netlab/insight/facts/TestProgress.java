package dev.netlab.insight.facts;

import dev.netlab.lab.Scenario;

/** Is told how far a {@link LabTest} has come. */
public interface TestProgress {
  /**
   * A scenario is about to be run.
   *
   * @param number its place among those that are run, from 1
   * @param of how many are run
   */
  void begins(Scenario scenario, int number, int of);

  /** A fact was checked. */
  void checked(FactResult result);

  /** Ignores progress. */
  TestProgress SILENT =
      new TestProgress() {
        @Override
        public void begins(Scenario scenario, int number, int of) {}

        @Override
        public void checked(FactResult result) {}
      };
}
