package dev.netlab.engine.agent;

import dev.netlab.lab.PrintableText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Lines of {@code agent.log}, which standard output is. Text from others in them is made safe for
 * terminals.
 */
final class Log {
  private Log() {}

  /** Writes a line. */
  static void write(String line) {
    System.out.println(
        Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + PrintableText.lines(line));
  }

  /** Writes a line and a stack trace. */
  static void write(String line, Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    write(line + "\n" + trace);
  }
}
