package dev.netlab.engine.jvm;

import java.util.function.Consumer;

/**
 * Ends the program when a thread dies. A program that continued without the thread would seem to be
 * well, but not do the thread's work.
 */
public final class FatalThreads {
  /**
   * The exit status of a program that ends because of an internal error (EX_SOFTWARE, sysexits.h).
   */
  public static final int DIED = 70;

  private FatalThreads() {}

  /** How a program ends when one of its threads throws an uncaught {@link Throwable}. */
  @FunctionalInterface
  public interface End {
    /**
     * Ends the program, now or soon. If this method throws, the program ends at once.
     *
     * @param thread the name of the thread that died
     */
    void after(String thread, Throwable failure);
  }

  /** Installs the handler for all threads, from now on. */
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
   * Makes the program end at once when a thread dies, since anything that waits for the thread
   * would wait forever.
   *
   * @param log receives, in lines, which thread died and why
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
