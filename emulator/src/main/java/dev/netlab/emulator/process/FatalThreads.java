package dev.netlab.emulator.process;

import java.util.function.Consumer;

/**
 * For programs that are whole or not at all: a thread that dies takes its process along. One that
 * went on without it would seem to be well, and not do what that thread did.
 */
public final class FatalThreads {
  /** The exit status of a program that ends for a fault of its own (EX_SOFTWARE, sysexits.h). */
  public static final int DIED = 70;

  private FatalThreads() {}

  /**
   * From now on, for all threads that let a {@link Throwable} out.
   *
   * @param log is told which died, and why, in lines
   */
  public static void install(Consumer<String> log) {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> end(thread, failure, log));
  }

  /** At once: whatever waits for the thread would wait for ever. */
  private static void end(Thread thread, Throwable failure, Consumer<String> log) {
    try {
      String name = thread.getName().isEmpty() ? "of a task" : thread.getName();
      log.accept("thread " + name + " died, and takes the process along: " + failure);
      for (StackTraceElement each : failure.getStackTrace()) {
        log.accept("  at " + each);
      }
    } finally {
      Runtime.getRuntime().halt(DIED);
    }
  }
}
