package dev.netlab.emulator.cli;

import dev.netlab.emulator.container.ContainerStatus;
import dev.netlab.emulator.container.ExitStatus;
import dev.netlab.emulator.lab.ContainerName;
import dev.netlab.emulator.lab.Count;
import dev.netlab.emulator.run.RunningLab;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a lab's containers are, for people and programs. */
final class ContainerText {
  private ContainerText() {}

  static void print(PrintWriter out, RunningLab lab) {
    List<ContainerStatus> all = lab.containers().status();
    Columns columns = new Columns();
    for (ContainerName name : lab.state().containers()) {
      Optional<ContainerStatus> known = all.stream().filter(s -> s.name().equals(name)).findFirst();
      if (known.isEmpty()) {
        columns.row("  " + name, "dead", "", "", "");
      } else {
        ContainerStatus status = known.get();
        columns.row(
            "  " + name,
            status.phase().toString(),
            status.pid().isPresent() ? "process " + status.pid().getAsLong() : "",
            status.restarts() == 0 ? "" : Count.of(status.restarts(), "restart"),
            status.exit().isPresent() ? "last " + ExitStatus.words(status.exit()) : "");
      }
    }
    columns.print(out);
  }

  /** A list; those of an agent that is dead are {@code dead}. */
  static List<Map<String, Object>> data(RunningLab lab) {
    List<ContainerStatus> all = lab.containers().status();
    return lab.state().containers().stream()
        .map(
            name ->
                all.stream()
                    .filter(status -> status.name().equals(name))
                    .findFirst()
                    .map(ContainerStatus::toMap)
                    .orElseGet(
                        () ->
                            Map.of(
                                "node", name.node(),
                                "container", name.container(),
                                "state", "dead")))
        .toList();
  }
}
