package dev.netlab.emulator.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines of {@code agent.log}, which standard output is. */
final class Log {
  private Log() {}

  static void say(String line) {
    System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
  }
}
