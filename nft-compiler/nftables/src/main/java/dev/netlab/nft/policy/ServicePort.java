package dev.netlab.nft.policy;

import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.Protocol;
import java.util.List;
import java.util.Optional;

/**
 * One port of a service.
 *
 * @param name the name if the service has several ports; empty for the only one
 * @param port the port clients connect to, 1 to 65535
 * @param nodePort the port clients connect to at a node's own addresses, if any
 * @param endpoints if empty, clients are rejected
 */
public record ServicePort(
    String name,
    Protocol protocol,
    int port,
    Optional<Integer> nodePort,
    List<Endpoint> endpoints) {
  public ServicePort {
    endpoints = List.copyOf(endpoints);
    if (!protocol.hasPorts()) {
      throw new PolicyException("ports", protocol + " has no ports");
    }
    check(port);
    nodePort.ifPresent(ServicePort::check);
    if (endpoints.stream().map(e -> e.address() + " " + e.port()).distinct().count()
        != endpoints.size()) {
      throw new PolicyException("endpoints", "names one address and port twice; use weight");
    }
  }

  private static void check(int number) {
    if (number < 1 || number > 65535) {
      throw new PolicyException("ports", "port " + number + " is not in 1 to 65535");
    }
  }
}
