package dev.netlab.insight.facts;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.CleanEnvironment;
import dev.netlab.engine.jvm.ForegroundCommand;
import dev.netlab.engine.jvm.ProcessEnd;
import dev.netlab.engine.site.Site;
import dev.netlab.engine.state.FileLimit;
import dev.netlab.lab.ScenarioCommand;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs commands in nodes as {@code netlab exec} does. */
@FunctionalInterface
public interface Commands {
  /** Runs it to its end. */
  Output run(ScenarioCommand run);

  /**
   * What a command did.
   *
   * @param status its exit status
   * @param text what it printed on stdout and stderr
   */
  record Output(int status, String text) {}

  /**
   * Runs commands in the nodes of a site, by {@code /bin/sh -c}, with nothing of the caller's
   * environment or folder.
   */
  record OfSite(Site site) implements Commands {
    @Override
    public Output run(ScenarioCommand run) {
      List<String> shell = FileLimit.around(List.of("/bin/sh", "-c", run.command()));
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      try {
        ProcessBuilder command =
            CleanEnvironment.of(new ProcessBuilder(site.command(run.place(), shell)))
                .directory(new File("/"))
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        int status = new ForegroundCommand(command, printed).run(ProcessEnd.TERMINATED).orElse(-1);
        Cancellation.current().check();
        return new Output(status, printed.toString(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("run in " + run.place() + ": " + run.command(), e);
      }
    }
  }
}
