package dev.netlab.engine.site;

import dev.netlab.engine.agent.AgentStatus;
import dev.netlab.engine.container.ContainerLog;
import dev.netlab.engine.container.ContainerStatus;
import dev.netlab.engine.container.ExitStatus;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.ContainerName;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The containers of a lab that is up. */
public final class LabContainers {
  private final StateDirectory state;

  LabContainers(StateDirectory state) {
    this.state = state;
  }

  /**
   * The status of each container, as the agent reports it; none if the agent is dead.
   *
   * @throws dev.netlab.engine.agent.SilentAgentException if the agent does not answer
   */
  public List<ContainerStatus> status() {
    return new LabAgent(state).status().map(AgentStatus::containers).orElse(List.of());
  }

  /**
   * The status of a container.
   *
   * @throws LabStateException if there is no such container, or all of them died with the agent
   */
  public ContainerStatus status(ContainerName name) {
    requireKnown(name);
    return status().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new LabStateException(
                    "container %s died with the lab's agent; start it again: netlab up %s"
                        .formatted(name, state.name())));
  }

  /**
   * The output of a container.
   *
   * @throws LabStateException if there is no such container
   */
  public ContainerLog log(ContainerName name) {
    requireKnown(name);
    return new ContainerLog(state.containerLog(name));
  }

  /**
   * Program and arguments that run a command in a container.
   *
   * @throws LabStateException if there is no such container, or it is not running
   */
  List<String> command(ContainerName name, List<String> command) {
    ContainerStatus container = status(name);
    if (!Files.exists(state.enter(name))) {
      throw new LabStateException(
          "container %s does not run: it is %s, %s; see netlab logs %s %s"
              .formatted(
                  name,
                  container.phase(),
                  ExitStatus.describe(container.exit()),
                  state.name(),
                  name));
    }
    List<String> arguments = new ArrayList<>(List.of(state.enter(name).toString()));
    arguments.addAll(command);
    return List.copyOf(arguments);
  }

  private void requireKnown(ContainerName name) {
    List<ContainerName> known = state.containers();
    if (!known.contains(name)) {
      throw new LabStateException(
          "lab %s has no container %s; it has %s"
              .formatted(
                  state.name(),
                  name,
                  known.isEmpty()
                      ? "none"
                      : known.stream()
                          .map(ContainerName::toString)
                          .collect(Collectors.joining(", "))));
    }
  }
}
