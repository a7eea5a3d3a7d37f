package dev.netlab.emulator.cli;

import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.process.Cancellation;
import dev.netlab.emulator.run.Down;
import dev.netlab.emulator.run.LabLock;
import dev.netlab.emulator.run.Root;
import dev.netlab.emulator.run.StateDirectory;
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
    Root.demand("netlab down");
    LabArgument lab = which.lab;
    List<LabName> names =
        which.all || lab == null ? StateDirectory.labs() : List.of(lab.runningName());
    PrintWriter talk = spec.commandLine().getErr();
    return Orderly.changing(talk, which.all ? "--all" : names.getFirst().text())
        .run(
            () -> {
              names.forEach(this::down);
              return ExitCode.GOOD.number();
            });
  }

  private void down(LabName name) {
    PrintWriter talk = spec.commandLine().getErr();
    try (LabLock _ = LabLock.acquire(name)) {
      StateDirectory state = new StateDirectory(name);
      if (!state.exists()) {
        talk.println("lab " + name + " is not up: nothing to do");
        return;
      }
      try (ProgressLine progress = ProgressLine.on(talk)) {
        progress.begins("taking lab " + name + " down");
        Cancellation.shielded(() -> Down.down(state));
      }
      talk.println("lab " + name + " is down");
    }
  }
}
