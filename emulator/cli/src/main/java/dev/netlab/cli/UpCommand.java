package dev.netlab.cli;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.preflight.KernelFeatureProbe;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.Root;
import dev.netlab.lab.Count;
import dev.netlab.lab.LabName;
import dev.netlab.lab.plan.Planner;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "up", aliases = "deploy", description = "Bring a lab up.")
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private InstallOption packages = new InstallOption();

  @Option(names = "--dry-run", description = "only print what would be done")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    LabSource source = lab.read();
    lab.otherMeaning().ifPresent(other -> spec.commandLine().getErr().println("note: " + other));
    if (dryRun) {
      PlanCommand.printText(
          spec.commandLine().getOut(),
          Planner.plan(source.lab(), KernelFeatureProbe.wantedBy(source.lab())));
      return ExitCode.GOOD.number();
    }
    Root.require("netlab up");
    PrintWriter talk = spec.commandLine().getErr();
    return GracefulRun.changing(talk, source.lab().name().text()).run(() -> up(source, talk));
  }

  private int up(LabSource source, PrintWriter talk) {
    packages.install(source, talk);
    Cancellation.current().check();
    LabName name = source.lab().name();
    source.lab().warnings().forEach(warning -> talk.println("warning: " + warning));
    try (LabLock _ = LabLock.acquire(name, talk::println);
        ProgressLine progress = ProgressLine.on(talk)) {
      Up up = new Up(source);
      Up.Outcome outcome = up.up(progress);
      up.keep(outcome);
      progress.aside(() -> talk.println("lab " + name + " " + words(outcome, source)));
    }
    return ExitCode.GOOD.number();
  }

  private static String words(Up.Outcome outcome, LabSource source) {
    return switch (outcome) {
      case BROUGHT_UP -> "is up: " + contents(source);
      case WAS_UP -> "is up already, from this same file";
      case CONTAINERS_STARTED -> "was up; its containers that had ended run again";
      case AGENT_RESTARTED -> "was up without its agent; the agent runs again";
    };
  }

  private static String contents(LabSource source) {
    return "%s, %s; netlab show %s"
        .formatted(
            Count.of(source.lab().nodes().size(), "node"),
            Count.of(source.lab().networks().size(), "network"),
            source.lab().name());
  }
}
