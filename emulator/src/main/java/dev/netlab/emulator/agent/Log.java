package dev.netlab.emulator.agent;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines of {@code agent.log}, which standard output is. */
final class Log {
  private Log() {}

  /** Says a line; what others wrote of it cannot do anything to a terminal that it is shown on. */
  static void say(String line) {
    System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + printable(line));
  }

  /** Control characters but the end of a line as {@code \\x1b}. */
  static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (Character.isISOControl(each) && each != '\n') {
                out.append("\\x%02x".formatted(each));
              } else {
                out.appendCodePoint(each);
              }
            });
    return out.toString();
  }
}
