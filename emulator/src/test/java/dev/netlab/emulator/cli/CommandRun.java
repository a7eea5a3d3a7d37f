package dev.netlab.emulator.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command line that was run in this process: what it ended with, and what it printed. */
record CommandRun(int status, String out, String err) {
  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(Verbs.of(arguments));
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new CommandRun(line.execute(arguments), out.toString(), err.toString());
  }
}
