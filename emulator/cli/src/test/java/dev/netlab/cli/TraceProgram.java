package dev.netlab.cli;

import dev.netlab.engine.jvm.JvmCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code netlab trace} as a process of its own. */
record TraceProgram(Process process, BufferedReader printed) implements AutoCloseable {
  /** Starts it; its story and the command's own words come together. */
  static TraceProgram start(String lab, String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("trace", lab));
    arguments.addAll(List.of(words));
    List<String> flags = List.of("-XX:TieredStopAtLevel=1");
    // A shell has what it starts in the background ignore SIGINT, and so the JVM would.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(JvmCommand.command(flags, Main.class, arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new TraceProgram(process, process.inputReader());
  }

  /** Reads until the command or netlab prints it. */
  void awaitPrinted(String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    String line;
    do {
      line = printed.readLine();
      if (line == null) {
        throw new AssertionError("it ended without '" + text + "':\n" + seen);
      }
      seen.append(line).append('\n');
    } while (!line.contains(text));
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** What it prints to its end. */
  String rest() {
    return String.join("\n", printed.lines().toList());
  }

  /** Ends it and what it started, if a test did not. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
