package dev.netlab.cli;

import dev.netlab.engine.agent.AgentStatus;
import dev.netlab.engine.container.ContainerStatus;
import dev.netlab.engine.container.ExitStatus;
import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Count;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of a lab's containers, as text for users and as data for programs. */
final class ContainerText {
  private ContainerText() {}

  static void print(PrintWriter out, RunningLab lab, Condition agent) {
    List<ContainerStatus> all = known(agent);
    Columns columns = new Columns();
    for (ContainerName name : lab.state().containers()) {
      Optional<ContainerStatus> known = all.stream().filter(s -> s.name().equals(name)).findFirst();
      if (known.isEmpty()) {
        columns.row("  " + name, unknown(agent), "", "", "");
      } else {
        ContainerStatus status = known.get();
        columns.row(
            "  " + name,
            status.phase().toString(),
            status.pid().isPresent() ? "process " + status.pid().getAsLong() : "",
            status.restarts() == 0 ? "" : Count.of(status.restarts(), "restart"),
            status.exit().isPresent() ? "last " + ExitStatus.describe(status.exit()) : "");
      }
    }
    columns.print(out);
  }

  private static List<ContainerStatus> known(Condition agent) {
    return agent instanceof Condition.Running(AgentStatus status) ? status.containers() : List.of();
  }

  /** The status of a container about which the agent reports nothing. */
  private static String unknown(Condition agent) {
    return agent instanceof Condition.Dead ? "dead" : "unknown";
  }

  /**
   * A list of containers. If the agent reports nothing, they are {@code dead} if it is dead, and
   * otherwise {@code unknown}.
   */
  static List<Map<String, Object>> data(RunningLab lab, Condition agent) {
    List<ContainerStatus> all = known(agent);
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
                                "state", unknown(agent))))
        .toList();
  }
}
