package dev.netlab.cli;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.preflight.KernelFeatureProbe;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Planner;
import dev.netlab.lab.plan.ShellScript;
import dev.netlab.lab.plan.Step;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "plan", description = "Print what up would do, as steps, JSON or a shell script.")
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();

  private enum PlanFormat {
    TEXT,
    JSON,
    SHELL
  }

  @Option(
      names = "--format",
      paramLabel = "text|json|shell",
      defaultValue = "text",
      description = "how the plan is printed (default: ${DEFAULT-VALUE})")
  private PlanFormat format = PlanFormat.TEXT;

  @Override
  public Integer call() {
    LabSource source = lab.read();
    Plan plan = Planner.plan(source.lab(), KernelFeatureProbe.wantedBy(source.lab()));
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> printText(out, plan);
      case JSON -> out.println(FormatOption.json(data(plan)));
      case SHELL -> out.print(ShellScript.of(plan));
    }
    out.flush();
    return ExitCode.GOOD.number();
  }

  /** Prints the lab file's line of each step, then the equivalent commands. */
  static void printText(PrintWriter out, Plan plan) {
    Columns columns = new Columns();
    for (Step step : plan.steps()) {
      ShellScript.lines(plan, step)
          .forEach(line -> columns.row(step.at().toString(), line.lines().findFirst().orElse("")));
    }
    columns.print(out);
    out.flush();
  }

  private static Map<String, Object> data(Plan plan) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", plan.lab().text());
    data.put("steps", plan.steps().stream().map(step -> data(plan, step)).toList());
    return data;
  }

  private static Map<String, Object> data(Plan plan, Step step) {
    Map<String, Object> data = new LinkedHashMap<>();
    List<String> commands = ShellScript.lines(plan, step);
    data.put("phase", step.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    data.put("node", step.node());
    data.put("namespace", plan.namespace(step.node()));
    data.put("commands", commands);
    data.put("at", step.at().toString());
    return data;
  }
}
