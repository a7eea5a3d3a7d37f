package dev.netlab.lab.graph;

import java.util.List;

/**
 * A node.
 *
 * @param policies one line for each nftables table, with its name and a summary of its rules
 * @param ports its interfaces
 */
public record Box(String name, boolean forwarding, List<String> policies, List<Port> ports) {
  public Box {
    policies = List.copyOf(policies);
    ports = List.copyOf(ports);
  }
}
