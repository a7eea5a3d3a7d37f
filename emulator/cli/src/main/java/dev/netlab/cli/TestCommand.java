package dev.netlab.cli;

import dev.netlab.engine.jvm.Cancellation;
import dev.netlab.engine.jvm.CancelledException;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.Root;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.facts.FactResult;
import dev.netlab.insight.facts.LabTest;
import dev.netlab.insight.facts.TestProgress;
import dev.netlab.lab.LabName;
import dev.netlab.lab.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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
    description = "Check a lab's facts; brings the lab up, and down again, if it is not up.")
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private InstallOption packages = new InstallOption();

  @Option(names = "--scenario", paramLabel = "SCENARIO", description = "run only this scenario")
  private @Nullable String scenario;

  @Option(
      names = "--format",
      paramLabel = "text|json|junit",
      description = "how the results are printed (default: as the name of FILE ends, else text)")
  private TestReport.@Nullable Format format;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "write the results to a file instead of stdout: x.txt, .json, .xml (JUnit)")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    TestReport.Format chosen = FileFormat.choose(spec, format, file, TestReport.Format.TEXT);
    LabSource source = lab.read();
    Root.require("netlab test");
    PrintWriter talk = spec.commandLine().getErr();
    GracefulRun orderly = GracefulRun.changing(talk, source.lab().name().text());
    Path target = file;
    if (target == null) {
      return orderly.run(() -> test(source, chosen, spec.commandLine().getOut(), talk).number());
    }
    try (CheckedOutput out = CheckedOutput.file(target)) {
      return orderly.run(
          () -> {
            StringWriter whole = new StringWriter();
            ExitCode code = test(source, chosen, new PrintWriter(whole), talk);
            out.write(whole.toString().getBytes(StandardCharsets.UTF_8));
            return code.number();
          });
    }
  }

  private ExitCode test(
      LabSource source, TestReport.Format format, PrintWriter out, PrintWriter talk) {
    packages.install(source, talk);
    Cancellation.current().check();
    try (ProgressLine progress = ProgressLine.on(talk)) {
      TestReport report = new TestReport(source.lab().name().text(), format, out);
      List<FactResult> results = results(source, new Told(report, progress));
      progress.aside(() -> report.end(results));
      return TestReport.failed(results) == 0 ? ExitCode.GOOD : ExitCode.FACT_FAILED;
    }
  }

  /** Reports progress and results while a lab's facts are checked. */
  private record Told(TestReport report, ProgressLine line) implements TestProgress {
    @Override
    public void begins(Scenario scenario, int number, int of) {
      line.begins("scenario %d of %d: %s".formatted(number, of, scenario.name()));
    }

    @Override
    public void checked(FactResult result) {
      line.aside(() -> report.add(result));
    }
  }

  private List<FactResult> results(LabSource source, Told told) {
    LabName name = source.lab().name();
    StateDirectory state = new StateDirectory(name);
    try (LabLock _ = LabLock.acquire(name, told.line()::show)) {
      Up.Outcome outcome = new Up(source).up(told.line());
      return switch (outcome) {
        case BROUGHT_UP -> {
          try (Undo _ = () -> down(state, told.line())) {
            yield results(source, state, told);
          } catch (CancelledException e) {
            throw notAll(
                e,
                e.getSuppressed().length == 0
                    ? "lab " + name + " is down again"
                    : "netlab down " + name);
          }
        }
        case WAS_UP, AGENT_RESTARTED, CONTAINERS_STARTED -> {
          try {
            yield results(source, state, told);
          } catch (CancelledException e) {
            throw notAll(e, "lab " + name + " stays up");
          }
        }
      };
    }
  }

  private List<FactResult> results(LabSource source, StateDirectory state, Told told) {
    RunningLab running = RunningLab.of(state, source.lab());
    return LabTest.run(source.lab(), running, Optional.ofNullable(scenario), told);
  }

  /** Adds what went wrong when the lab was taken down. */
  private static CancelledException notAll(CancelledException ended, String outcome) {
    CancelledException told = new CancelledException("not all facts were checked; " + outcome);
    List.of(ended.getSuppressed()).forEach(told::addSuppressed);
    return told;
  }

  /** Undoes something. A failure in it is reported in addition to an earlier failure. */
  private interface Undo extends AutoCloseable {
    @Override
    void close();
  }

  private static void down(StateDirectory state, ProgressLine line) {
    line.begins("taking the lab down");
    Cancellation.shielded(() -> Down.down(state));
  }
}
