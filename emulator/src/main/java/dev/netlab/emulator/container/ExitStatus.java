package dev.netlab.emulator.container;

import java.util.OptionalInt;

/** Exit statuses as a shell counts them. */
public final class ExitStatus {
  private static final int SIGNAL = 128;
  private static final int LAST_SIGNAL = 64;

  private ExitStatus() {}

  /** {@code exit status 1} or {@code killed by signal 9}; empty: {@code not ended}. */
  public static String words(OptionalInt status) {
    if (status.isEmpty()) {
      return "not ended";
    }
    int number = status.getAsInt();
    return number > SIGNAL && number <= SIGNAL + LAST_SIGNAL
        ? "ended by signal " + (number - SIGNAL)
        : "exit status " + number;
  }
}
