package dev.netlab.engine.jvm;

import dev.netlab.engine.lifecycle.Up;
import java.util.function.Supplier;

/** Hears how far {@link Up} has come. */
public interface Progress {
  /**
   * Something is under way from now on.
   *
   * @param what as "addresses and routes"
   */
  void begins(String what);

  /**
   * Something is waited for from now on.
   *
   * @param what says for what just now; may be called from another thread, until the next call here
   */
  void awaits(Supplier<String> what);

  /**
   * Something is done and cannot be lost any more.
   *
   * @param what in words: a step, or the steps of one namespace that travelled together
   */
  void done(String what);

  /**
   * It waits for another process, which may take a while.
   *
   * @param what whom it waits for, as a sentence
   */
  default void waits(String what) {}

  /** For those who do not want to know. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begins(String what) {}

        @Override
        public void awaits(Supplier<String> what) {}

        @Override
        public void done(String what) {}
      };
}
