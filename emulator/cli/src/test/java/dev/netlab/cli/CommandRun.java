package dev.netlab.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command line that was run in this process: what it ended with, and what it printed. */
record CommandRun(int status, String out, String err) {
  static CommandRun of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandLine line = Main.commandLine(Verbs.of(arguments), out, err);
    int status = line.execute(arguments);
    line.getOut().flush();
    line.getErr().flush();
    return new CommandRun(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
