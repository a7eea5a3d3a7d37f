package dev.netlab.emulator.run;

import dev.netlab.emulator.lab.ContainerName;
import dev.netlab.emulator.lab.LabName;
import dev.netlab.emulator.lab.Place;
import dev.netlab.emulator.yaml.Suggestion;
import dev.netlab.netlink.namespace.Namespace;
import dev.netlab.netlink.namespace.NetnsDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A lab that is up, as its state directory tells.
 *
 * @param nodes and networks, by name, in the order in which they were made
 */
public record RunningLab(StateDirectory state, List<String> nodes) {
  public RunningLab {
    nodes = List.copyOf(nodes);
  }

  public static RunningLab of(StateDirectory state) {
    String prefix = state.name() + ".";
    List<String> nodes =
        new Journal(state.journal())
            .entries().stream()
                .filter(JournalEntry.NamespaceName.class::isInstance)
                .map(entry -> ((JournalEntry.NamespaceName) entry).name())
                .map(name -> name.substring(prefix.length()))
                .toList();
    return new RunningLab(state, nodes);
  }

  public LabName name() {
    return state.name();
  }

  /** Whether all of it was made; a lab whose {@code up} died on the way is not. */
  public boolean isComplete() {
    return new Journal(state.journal()).isComplete();
  }

  /** The file that it was brought up from. */
  public String origin() {
    try {
      return Files.readString(state.origin());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the node's namespace has its name. */
  public Path namespacePath(String node) {
    demand(node);
    return NetnsDirectory.SYSTEM.name(name() + "." + node);
  }

  private void demand(String node) {
    if (!nodes.contains(node)) {
      throw new LabStateException(
          "lab %s has no node %s; %s".formatted(name(), node, Suggestion.among(node, nodes)));
    }
  }

  public LabAgent agent() {
    return new LabAgent(state);
  }

  public Namespace open(String node) {
    return Namespace.open(namespacePath(node));
  }

  /**
   * Program and arguments that run a command as the node's own (see {@link NodeCommand}), or in the
   * container.
   *
   * @throws LabStateException if there is no such place, or the container does not run
   */
  public List<String> command(Place place, List<String> command) {
    demand(place.node());
    return place
        .container()
        .map(name -> containers().command(new ContainerName(place.node(), name), command))
        .orElseGet(() -> NodeCommand.of(state, place.node(), command));
  }

  /** The same for {@code NODE} or {@code NODE/CONTAINER}, as people write it. */
  public List<String> command(String place, List<String> command) {
    return command(Place.parse(place), command);
  }

  public LabContainers containers() {
    return new LabContainers(state);
  }
}
