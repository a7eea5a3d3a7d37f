package dev.netlab.insight.trace;

import dev.netlab.engine.jvm.ForegroundCommand;
import dev.netlab.engine.jvm.ProcessEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** The command whose packets are followed. */
final class TracedCommand {
  /**
   * The kernel ends the command when the thread that started it ends, however that comes about
   * (PR_SET_PDEATHSIG of prctl(2)). What the command has started itself does not hear of it.
   */
  private static final List<String> DIES_WITH_US = List.of("setpriv", "--pdeathsig", "KILL");

  /** As shells say it of a command that SIGINT ended. */
  private static final int INTERRUPTED = 130;

  private TracedCommand() {}

  /**
   * Runs it to its end, or until the work is cancelled.
   *
   * @param words program and arguments, nsenter's in front
   * @param printed gets what it prints on stdout and stderr, as it comes
   * @return its exit status
   */
  static int run(List<String> words, OutputStream printed) {
    List<String> command = new ArrayList<>(DIES_WITH_US);
    command.addAll(words);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectInput(Redirect.INHERIT).redirectErrorStream(true);
      return new ForegroundCommand(builder, printed)
          .run(ProcessEnd.INTERRUPTED)
          .orElse(INTERRUPTED);
    } catch (IOException e) {
      throw new UncheckedIOException("run " + String.join(" ", words), e);
    }
  }
}
