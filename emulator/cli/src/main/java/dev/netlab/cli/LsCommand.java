package dev.netlab.cli;

import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.Root;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.engine.state.StateRoot;
import dev.netlab.lab.LabName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "ls", description = "List the running labs.")
final class LsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FormatOption format = new FormatOption();

  /**
   * A lab as it was found.
   *
   * @param wrong sentences; empty for a lab in order, and for one that is being changed
   */
  private record Listed(RunningLab lab, String state, List<String> wrong) {}

  @Override
  public Integer call() {
    Root.require("netlab ls");
    Attempts attempts = new Attempts(spec.commandLine());
    List<Listed> labs = new ArrayList<>();
    for (LabName name : StateRoot.labs()) {
      attempts.attempt(() -> look(name).ifPresent(labs::add));
    }
    for (Listed each : labs) {
      each.wrong()
          .forEach(
              wrong ->
                  attempts.report(
                      "lab %s: %s; %s".formatted(each.lab().name(), wrong, each.lab().repair())));
    }
    format.print(
        spec.commandLine().getOut(),
        labs.stream().map(LsCommand::data).toList(),
        out -> {
          Columns columns = new Columns().row("LAB", "NAMESPACES", "STATE", "FILE");
          labs.forEach(
              each ->
                  columns.row(
                      each.lab().name().text(),
                      Integer.toString(each.lab().nodes().size()),
                      each.state(),
                      each.lab().origin()));
          columns.print(out);
        });
    return attempts.worst();
  }

  /**
   * Returns empty if the lab no longer exists. A problem counts only if two looks find it and
   * nobody is changing the lab.
   */
  private static Optional<Listed> look(LabName name) {
    StateDirectory state = new StateDirectory(name);
    for (int looks = 1; state.exists(); looks++) {
      RunningLab lab = RunningLab.of(state);
      List<String> wrong = new ArrayList<>(lab.damage());
      wrong.addAll(lab.lost());
      if (wrong.isEmpty() && lab.isComplete()) {
        return Optional.of(new Listed(lab, "up", wrong));
      }
      if (LabLock.holder(name).isPresent()) {
        return Optional.of(new Listed(lab, "changing", List.of()));
      }
      if (looks > 1) {
        return Optional.of(new Listed(lab, wrong.isEmpty() ? "incomplete" : "damaged", wrong));
      }
    }
    return Optional.empty();
  }

  private static Map<String, Object> data(Listed listed) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("lab", listed.lab().name().text());
    data.put("namespaces", listed.lab().nodes());
    data.put("state", listed.state());
    data.put("file", listed.lab().origin());
    data.put("wrong", listed.wrong());
    return data;
  }
}
