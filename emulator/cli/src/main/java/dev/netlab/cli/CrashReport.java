package dev.netlab.cli;

import dev.netlab.lab.PrintableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An error that netlab does not expect: a line for the user, and a file for netlab's developers.
 */
record CrashReport(List<String> arguments) {
  CrashReport(String... arguments) {
    this(Arrays.asList(arguments));
  }

  /**
   * Reports the error on stderr.
   *
   * @param where the place in the program, if it says more than the command line: "thread capture"
   */
  void write(String where, Throwable thrown) {
    System.err.println(
        "netlab: a bug in netlab: '%s' failed%s: %s; %s"
            .formatted(
                command(), where.isEmpty() ? "" : " in " + where, line(thrown), written(thrown)));
    System.err.flush();
  }

  private String command() {
    return PrintableText.of(String.join(" ", "netlab", String.join(" ", arguments)).strip());
  }

  private static String line(Throwable thrown) {
    return PrintableText.of(thrown.toString().lines().findFirst().orElse("").strip());
  }

  /** The file's name is unpredictable and its mode is 0600, whatever the umask. */
  private String written(Throwable thrown) {
    try {
      Path file = Files.createTempFile("netlab-bug-", ".txt");
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        out.println(VersionCommand.line());
        out.println(command());
        thrown.printStackTrace(out);
      }
      return "please report it with what is in " + file;
    } catch (IOException e) {
      StackTraceElement[] trace = thrown.getStackTrace();
      return "it came from %s, and the rest could not be written: %s"
          .formatted(trace.length == 0 ? "nowhere" : trace[0], e.getMessage());
    }
  }
}
