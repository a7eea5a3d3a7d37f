package dev.netlab.cli;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.lab.Count;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Problem;
import dev.netlab.lab.yaml.LabFileException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "validate",
    description = "Read a lab file and report everything that is wrong with it.")
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LabArgument lab = new LabArgument();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    try {
      LabSource source = lab.read();
      format.print(spec.commandLine().getOut(), data(source), _ -> printResult(source));
      return ExitCode.GOOD.number();
    } catch (LabFileException e) {
      if (!format.isJson()) {
        throw e;
      }
      Map<String, Object> data = Map.of("valid", false, "problems", problems(e.problems()));
      format.print(spec.commandLine().getOut(), data, _ -> {});
      return ExitCode.WRONG_USAGE_OR_LAB_FILE.number();
    }
  }

  private void printResult(LabSource source) {
    PrintWriter talk = spec.commandLine().getErr();
    Lab read = source.lab();
    read.warnings().forEach(warning -> talk.println("warning: " + warning));
    talk.println(
        "%s is good: lab %s, %s, %s, %s"
            .formatted(
                source.file(),
                read.name(),
                Count.of(read.nodes().size(), "node"),
                Count.of(read.networks().size(), "network"),
                Count.of(facts(read), "fact")));
  }

  private static Map<String, Object> data(LabSource source) {
    Lab read = source.lab();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("valid", true);
    data.put("lab", read.name().text());
    data.put("file", source.file().toString());
    data.put("nodes", read.nodes().size());
    data.put("networks", read.networks().size());
    data.put("facts", facts(read));
    data.put("warnings", problems(read.warnings()));
    return data;
  }

  private static int facts(Lab lab) {
    return lab.scenarios().stream().mapToInt(scenario -> scenario.facts().size()).sum();
  }

  private static List<Map<String, Object>> problems(List<Problem> problems) {
    return problems.stream().map(ValidateCommand::problem).toList();
  }

  /** Line and column count from 1. 0 means the whole file, or the whole line. */
  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", problem.at().file());
    data.put("line", problem.at().line());
    data.put("column", problem.at().column());
    data.put("message", problem.message());
    return data;
  }
}
