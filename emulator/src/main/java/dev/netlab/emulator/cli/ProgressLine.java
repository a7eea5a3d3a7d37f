package dev.netlab.emulator.cli;

import dev.netlab.emulator.plan.Step.Phase;
import dev.netlab.emulator.run.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal, once work has taken longer than a second. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final PrintWriter talk;
  private final long start = System.nanoTime();
  private boolean shown;

  ProgressLine(PrintWriter talk) {
    this.talk = talk;
  }

  @Override
  public void done(String what) {}

  @Override
  public void begins(Phase phase) {
    if (Terminal.isThere() && System.nanoTime() - start > PATIENCE_NANOS) {
      talk.print("\r\033[K" + phase.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ...");
      talk.flush();
      shown = true;
    }
  }

  @Override
  public void close() {
    if (shown) {
      talk.print("\r\033[K");
      talk.flush();
    }
  }
}
