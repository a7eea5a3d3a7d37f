package dev.netlab.emulator.cli;

import dev.netlab.emulator.run.Root;
import dev.netlab.emulator.run.RunningLab;
import dev.netlab.emulator.run.StateDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "ls", description = "List the running labs.")
final class LsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();

  @Override
  public Integer call() {
    Root.demand("netlab ls");
    List<RunningLab> labs =
        StateDirectory.labs().stream().map(StateDirectory::new).map(RunningLab::of).toList();
    format.print(
        spec.commandLine().getOut(),
        labs.stream().map(LsCommand::data).toList(),
        out -> {
          Columns columns = new Columns().row("LAB", "NAMESPACES", "STATE", "FILE");
          labs.forEach(
              lab ->
                  columns.row(
                      lab.name().text(),
                      Integer.toString(lab.nodes().size()),
                      state(lab),
                      lab.origin()));
          columns.print(out);
        });
    return ExitCode.GOOD.number();
  }

  private static Map<String, Object> data(RunningLab lab) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", lab.name().text());
    data.put("namespaces", lab.nodes());
    data.put("state", state(lab));
    data.put("file", lab.origin());
    return data;
  }

  private static String state(RunningLab lab) {
    return lab.isComplete() ? "up" : "incomplete";
  }
}
