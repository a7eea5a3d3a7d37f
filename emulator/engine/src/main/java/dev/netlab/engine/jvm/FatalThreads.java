package dev.netlab.engine.jvm;

import java.util.function.Consumer;

/**
 * The death of a thread ends the program. A program that went on without it would seem to be well,
 * and not do what that thread did.
 */
public final class FatalThreads {
  /** The exit status of a program that ends for a fault of its own (EX_SOFTWARE, sysexits.h). */
  public static final int DIED = 70;

  private FatalThreads() {}

  /** How a program ends when a thread of it has let a {@link Throwable} out. */
  @FunctionalInterface
  public interface End {
    /**
     * Has it end, now or soon. Where this throws, it ends at once.
     *
     * @param thread the name of the one that died
     */
    void after(String thread, Throwable failure);
  }

  /** From now on, for all threads. */
  public static void endWith(End end) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          boolean ends = false;
          try {
            end.after(thread.getName().isEmpty() ? "of a task" : thread.getName(), failure);
            ends = true;
          } finally {
            if (!ends) {
              Runtime.getRuntime().halt(DIED);
            }
          }
        });
  }

  /**
   * The same, at once: whatever waits for the thread would wait for ever.
   *
   * @param log is told which died, and why, in lines
   */
  public static void install(Consumer<String> log) {
    endWith(
        (thread, failure) -> {
          try {
            log.accept("thread " + thread + " died, and takes the process along: " + failure);
            for (StackTraceElement each : failure.getStackTrace()) {
              log.accept("  at " + each);
            }
          } finally {
            Runtime.getRuntime().halt(DIED);
          }
        });
  }
}
