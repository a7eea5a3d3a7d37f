package dev.netlab.cli;

import dev.netlab.lab.PrintableText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** An error that netlab does not expect: a line for people, and a file for those who mend it. */
record CrashReport(List<String> arguments) {
  CrashReport(String... arguments) {
    this(Arrays.asList(arguments));
  }

  /**
   * Tells it on stderr.
   *
   * @param where in the program, if that says more than the command line: "thread capture"
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

  /** The name is not to be foreseen and the mode 0600, whatever the umask and whoever looks on. */
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
