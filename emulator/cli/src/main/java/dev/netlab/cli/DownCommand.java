package dev.netlab.cli;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.Root;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.engine.state.StateRoot;
import dev.netlab.lab.LabName;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "down",
    aliases = "destroy",
    description = "Take a lab down and leave nothing of it behind.")
final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  static final class Which {
    @ArgGroup(exclusive = false)
    private @Nullable LabArgument lab;

    @Option(names = "--all", required = true, description = "every lab that is up")
    private boolean all;
  }

  @Override
  public Integer call() throws Exception {
    LabArgument lab = which.lab;
    List<LabName> names = which.all || lab == null ? StateRoot.labs() : List.of(lab.runningName());
    Root.require("netlab down");
    String otherwise =
        which.all || lab == null
            ? ""
            : lab.otherOrigin().map(from -> "; it was up from " + from).orElse("");
    PrintWriter talk = spec.commandLine().getErr();
    Attempts attempts = new Attempts(spec.commandLine());
    return GracefulRun.changing(talk, which.all ? "--all" : names.getFirst().text())
        .run(
            () -> {
              names.forEach(name -> attempts.attempt(() -> down(name, otherwise)));
              attempts.attempt(LabLock::removeAbandoned);
              return attempts.worst();
            });
  }

  private void down(LabName name, String otherwise) {
    PrintWriter talk = spec.commandLine().getErr();
    StateDirectory state = new StateDirectory(name);
    if (!state.exists()) {
      talk.println("lab " + name + " is not up: nothing to do");
      return;
    }
    try (LabLock _ = LabLock.acquire(name, talk::println)) {
      try (ProgressLine progress = ProgressLine.on(talk)) {
        progress.begins("taking lab " + name + " down");
        Cancellation.shielded(() -> Down.down(state, progress));
      }
      talk.println("lab " + name + " is down" + otherwise);
    }
  }
}
