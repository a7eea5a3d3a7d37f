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
 * @param program the program that makes it and becomes it, and its arguments; its only child's only
 *     child is the container's PID 1
 * @param directory where its log is, and while it runs the program that enters it
 * @param cgroup how its cgroup's name begins
 * @param after which it is started only when these are ready
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

  /** The file of what it printed. */
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
