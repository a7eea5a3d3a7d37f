package dev.netlab.lab.graph;

import java.util.List;
import java.util.Optional;

/**
 * An interface of a node.
 *
 * @param addresses as the lab file has them, with their prefix lengths
 * @param master the bridge of the same node that it is a port of
 * @param alias the name that the document has for it
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
