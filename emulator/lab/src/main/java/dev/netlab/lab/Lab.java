package dev.netlab.lab;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A lab as its file describes it: complete, with every name resolved.
 *
 * @param name its namespaces are {@code NAME.NODE} and {@code NAME.NETWORK}
 * @param title one line of text for users; empty if the file has none
 * @param networks in the file's order
 * @param nodes in the file's order
 * @param scenarios in the file's order
 * @param packages the Debian package that contains each program, in the file's order
 * @param kubernetes names of the files next to the lab file that contain the objects of its cluster
 * @param warnings what is possible, but probably not intended
 */
public record Lab(
    LabName name,
    String title,
    List<Network> networks,
    List<Node> nodes,
    List<Scenario> scenarios,
    Map<String, String> packages,
    List<String> kubernetes,
    List<Problem> warnings) {
  public Lab {
    networks = List.copyOf(networks);
    nodes = List.copyOf(nodes);
    scenarios = List.copyOf(scenarios);
    packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
    kubernetes = List.copyOf(kubernetes);
    warnings = List.copyOf(warnings);
  }

  /** The node with that name. */
  public Optional<Node> node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }

  /** The names of all networks. */
  public Set<String> networkNames() {
    return networks.stream().map(Network::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The network with that name. */
  public Optional<Network> network(String name) {
    return networks.stream().filter(network -> network.name().equals(name)).findFirst();
  }
}
