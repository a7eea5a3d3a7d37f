package dev.netlab.lab;

import java.util.Optional;

/**
 * Where a command is run: a node, or a container of it.
 *
 * @param container empty: the node itself
 */
public record ExecTarget(String node, Optional<String> container) {

  /** Reads {@code NODE} or {@code NODE/CONTAINER}; whether they are there is not asked. */
  public static ExecTarget parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new ExecTarget(text, Optional.empty())
        : new ExecTarget(text.substring(0, slash), Optional.of(text.substring(slash + 1)));
  }

  /** {@code node} or {@code node/container}, as people write it. */
  @Override
  public String toString() {
    return node + container.map(name -> "/" + name).orElse("");
  }
}
