package dev.netlab.emulator.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   * Runs it to its end.
   *
   * @param words program and arguments, nsenter's in front
   * @param printed gets what it prints on stdout and stderr, as it comes
   * @return its exit status
   */
  static int run(List<String> words, OutputStream printed, Interruption interruption) {
    List<String> command = new ArrayList<>(DIES_WITH_US);
    command.addAll(words);
    try {
      Optional<Process> started =
          interruption.start(
              new ProcessBuilder(command)
                  .redirectInput(Redirect.INHERIT)
                  .redirectErrorStream(true));
      return started.isEmpty() ? INTERRUPTED : end(started.get(), words, printed);
    } catch (IOException e) {
      throw new UncheckedIOException("run " + String.join(" ", words), e);
    }
  }

  private static int end(Process process, List<String> words, OutputStream printed)
      throws IOException {
    try (InputStream output = process.getInputStream()) {
      byte[] buffer = new byte[8192];
      for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
        printed.write(buffer, 0, n);
        printed.flush();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + words.getLast(), e);
    }
  }
}
