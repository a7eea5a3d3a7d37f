package dev.netlab.lab.graph;

import java.util.List;
import java.util.Optional;

/**
 * An interface of a node.
 *
 * @param addresses as in the lab file, with their prefix lengths
 * @param master the bridge of the same node of which it is a port
 * @param alias the name that the document uses for it
 */
public record Port(
    String name,
    PortKind kind,
    List<String> addresses,
    Optional<String> master,
    Optional<String> alias) {
  public Port {
    addresses = List.copyOf(addresses);
  }
}
