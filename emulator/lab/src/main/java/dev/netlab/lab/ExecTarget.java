package dev.netlab.lab;

import java.util.Optional;

/**
 * Where a command runs: in a node, or in one of its containers.
 *
 * @param container if empty, the node itself
 */
public record ExecTarget(String node, Optional<String> container) {

  /** Parses {@code NODE} or {@code NODE/CONTAINER}, without checking that they exist. */
  public static ExecTarget parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new ExecTarget(text, Optional.empty())
        : new ExecTarget(text.substring(0, slash), Optional.of(text.substring(slash + 1)));
  }

  /** {@code node} or {@code node/container}, as users write it. */
  @Override
  public String toString() {
    return node + container.map(name -> "/" + name).orElse("");
  }
}
