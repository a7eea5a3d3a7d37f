package dev.netlab.engine.agent;

import dev.netlab.lab.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lines of {@code agent.log}, which standard output is. What others wrote of them cannot do
 * anything to a terminal that they are shown on.
 */
final class Log {
  private Log() {}

  /** Says a line. */
  static void write(String line) {
    System.out.println(
        Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + PrintableText.lines(line));
  }

  /** Says a line, and where in the program it comes from. */
  static void write(String line, Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    write(line + "\n" + trace);
  }
}
