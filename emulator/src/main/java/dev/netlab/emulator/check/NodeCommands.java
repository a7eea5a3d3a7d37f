package dev.netlab.emulator.check;

import dev.netlab.emulator.lab.Run;
import dev.netlab.emulator.run.RunningLab;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands in the nodes of a lab that is up, by {@code /bin/sh -c}. */
record NodeCommands(RunningLab lab) implements Commands {
  @Override
  public Output run(Run run) {
    List<String> shell = List.of("/bin/sh", "-c", run.command());
    try {
      Process process =
          new ProcessBuilder(lab.command(run.place(), shell))
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .start();
      try (InputStream printed = process.getInputStream()) {
        String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("run in " + run.place() + ": " + run.command(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running in " + run.place(), e);
    }
  }
}
