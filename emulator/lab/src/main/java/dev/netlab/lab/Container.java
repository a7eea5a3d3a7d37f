package dev.netlab.lab;

import java.util.List;
import java.util.Optional;

/**
 * A process in a node's network, with the node's hostname and name resolution, and with separate
 * PID and mount namespaces.
 *
 * @param command run by {@code /bin/sh -c}; it may have several lines
 * @param files visible in the container, in the file's order
 * @param ready how to detect that it is ready; if empty, it is ready once it has started
 * @param after the containers that must be ready before it is started
 */
public record Container(
    String name,
    String command,
    List<ContainerFile> files,
    Optional<Readiness> ready,
    List<Located<ContainerName>> after,
    Restart restart,
    Location at) {
  public Container {
    files = List.copyOf(files);
    after = List.copyOf(after);
  }

  /** When a container that has exited is started again. */
  public enum Restart {
    NEVER,
    /** If its exit status was not 0, or a signal killed it. */
    ON_FAILURE,
    ALWAYS
  }
}
