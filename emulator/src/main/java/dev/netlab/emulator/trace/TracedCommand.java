package dev.netlab.emulator.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** The command whose packets are followed. */
final class TracedCommand {
  private TracedCommand() {}

  /**
   * Runs it to its end.
   *
   * @param words program and arguments, nsenter's in front
   * @param printed gets what it prints on stdout and stderr, as it comes
   * @return its exit status
   */
  static int run(List<String> words, OutputStream printed) {
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(Redirect.INHERIT)
              .redirectErrorStream(true)
              .start();
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
    } catch (IOException e) {
      throw new UncheckedIOException("run " + String.join(" ", words), e);
    }
  }
}
