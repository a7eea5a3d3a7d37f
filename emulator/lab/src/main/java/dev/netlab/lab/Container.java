package dev.netlab.lab;

import java.util.List;
import java.util.Optional;

/**
 * A process in a node's network, with host name and name lookups of the node, and with PID and
 * mount namespaces of its own.
 *
 * @param command run by {@code /bin/sh -c}; it may have several lines
 * @param files that it finds, in the file's order
 * @param ready how to tell that it serves; if empty it is ready when it has been started
 * @param after which it is started only when these are ready
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

  /** When it is started again after it has ended. */
  public enum Restart {
    NEVER,
    /** When its exit status was not 0, or a signal ended it. */
    ON_FAILURE,
    ALWAYS
  }
}
