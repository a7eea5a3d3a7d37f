package dev.netlab.engine.container;

import dev.netlab.lab.Container.Restart;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Readiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container, as far as its supervisor needs to know it.
 *
 * @param program the program that sets up the container and becomes its command, with its
 *     arguments; the only child of its only child is the container's PID 1
 * @param directory the directory of its log and, while it runs, of the program that enters it
 * @param cgroup the beginning of its cgroup's name
 * @param after the containers that must be ready before it is started
 */
public record ContainerSpec(
    ContainerName name,
    List<String> program,
    Path directory,
    String cgroup,
    Optional<Readiness> ready,
    List<ContainerName> after,
    Restart restart) {
  /** The file that runs a command in the container. */
  public static final String ENTER = "enter";

  /** The file with its output. */
  public static final String LOG = "log";

  public ContainerSpec {
    program = List.copyOf(program);
    after = List.copyOf(after);
  }

  Path log() {
    return directory.resolve(LOG);
  }

  Path enter() {
    return directory.resolve(ENTER);
  }
}
