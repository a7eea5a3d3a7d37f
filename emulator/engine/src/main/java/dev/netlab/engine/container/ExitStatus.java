package dev.netlab.engine.container;

import java.util.OptionalInt;

/** Exit statuses, as a shell reports them. */
public final class ExitStatus {
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;

  /**
   * A shell's exit statuses for a command that it does not find, and for one that it cannot
   * execute.
   */
  private static final int NOT_FOUND = 127;

  private static final int NOT_EXECUTABLE = 126;

  private ExitStatus() {}

  /** {@code exit status 1} or {@code ended by signal 9}; empty: {@code not ended}. */
  public static String describe(OptionalInt status) {
    if (status.isEmpty()) {
      return "not ended";
    }
    int number = status.getAsInt();
    return number > SIGNAL && number <= SIGNAL + LAST_SIGNAL
        ? "ended by signal " + (number - SIGNAL)
        : "exit status "
            + switch (number) {
              case NOT_FOUND -> number + " (a command was not found)";
              case NOT_EXECUTABLE -> number + " (a command could not be executed)";
              default -> Integer.toString(number);
            };
  }
}
