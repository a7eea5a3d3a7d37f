package dev.netlab.emulator.cli;

import dev.netlab.emulator.check.FactResult;
import dev.netlab.emulator.check.LabTest;
import dev.netlab.emulator.doctor.LabPackages;
import dev.netlab.emulator.run.Down;
import dev.netlab.emulator.run.LabLock;
import dev.netlab.emulator.run.LabSource;
import dev.netlab.emulator.run.Progress;
import dev.netlab.emulator.run.Root;
import dev.netlab.emulator.run.RunningLab;
import dev.netlab.emulator.run.StateDirectory;
import dev.netlab.emulator.run.Up;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    description = "Hold a lab against its facts; brings it up and down again if it is not up.")
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  @Option(names = "--scenario", paramLabel = "NAME", description = "this scenario only")
  private @Nullable String scenario;

  @Option(
      names = "--format",
      paramLabel = "text|json|junit",
      defaultValue = "text",
      description = "how the results are printed (default: ${DEFAULT-VALUE})")
  private TestReport.Format format = TestReport.Format.TEXT;

  @Option(names = "-o", paramLabel = "FILE", description = "write the results to a file")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    LabSource source = lab.read();
    Root.demand("netlab test");
    LabPackages.install(source.lab());
    TestReport report = new TestReport(source.lab().name().text(), results(source));
    Path target = file;
    if (target == null) {
      report.print(spec.commandLine().getOut(), format);
    } else {
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(target, StandardCharsets.UTF_8))) {
        report.print(out, format);
      }
    }
    return (report.failed() == 0 ? ExitCode.GOOD : ExitCode.FACT_FAILED).number();
  }

  private List<FactResult> results(LabSource source) {
    StateDirectory state = new StateDirectory(source.lab().name());
    try (LabLock _ = LabLock.acquire(source.lab().name())) {
      Up.Outcome outcome = new Up(source).up(Progress.SILENT);
      try {
        return LabTest.run(source.lab(), RunningLab.of(state), Optional.ofNullable(scenario));
      } finally {
        switch (outcome) {
          case BROUGHT_UP -> Down.down(state);
          case WAS_UP, AGENT_RESTARTED, CONTAINERS_STARTED -> {}
        }
      }
    }
  }
}
