package dev.netlab.lab.graph;

import java.util.List;

/**
 * A node.
 *
 * @param policies one line for each nftables table: its name and what its rules do
 * @param ports its interfaces
 */
public record Box(String name, boolean forwarding, List<String> policies, List<Port> ports) {
  public Box {
    policies = List.copyOf(policies);
    ports = List.copyOf(ports);
  }
}
