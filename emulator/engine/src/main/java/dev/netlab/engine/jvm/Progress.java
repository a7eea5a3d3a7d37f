package dev.netlab.engine.jvm;

import dev.netlab.engine.lifecycle.Up;
import java.util.function.Supplier;

/** Receives the progress of {@link Up}. */
public interface Progress {
  /**
   * A stage begins.
   *
   * @param what for example "addresses and routes"
   */
  void begins(String what);

  /**
   * A wait begins.
   *
   * @param what describes what is being waited for at the moment; may be called from another
   *     thread, until the next call here
   */
  void awaits(Supplier<String> what);

  /**
   * Something is done and cannot be lost any more.
   *
   * @param what a description: a step, or the steps of one namespace that were sent together
   */
  void done(String what);

  /**
   * Another process is being waited for, which may take a while.
   *
   * @param what whom it waits for, as a sentence
   */
  default void waits(String what) {}

  /** Ignores all progress. */
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
