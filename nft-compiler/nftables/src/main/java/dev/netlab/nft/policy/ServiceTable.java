package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.PolicyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services that a node translates, as kube-proxy does. They are compiled to nftables tables
 * with this name.
 *
 * @param pods the addresses of the cluster's pods; traffic from elsewhere to a cluster address gets
 *     a new source. If empty, no traffic does
 * @param serviceAddresses the ranges that cluster addresses come from; traffic to an address in
 *     them that no service has is dropped
 * @param nodeAddresses the addresses at which node ports answer; empty for all of the node's
 *     addresses except loopback addresses
 * @param newSource the new source of a connection whose replies would otherwise take another path:
 *     a client from outside whose endpoint may be on another node, or an endpoint that is its own
 *     client
 */
public record ServiceTable(
    String name,
    List<Service> services,
    List<IpPrefix> pods,
    List<IpPrefix> serviceAddresses,
    List<IpAddress> nodeAddresses,
    NewSource newSource) {
  public ServiceTable {
    new Table(name, List.of()); // names follow the same grammar
    services = List.copyOf(services);
    pods = List.copyOf(pods);
    serviceAddresses = List.copyOf(serviceAddresses);
    nodeAddresses = List.copyOf(nodeAddresses);
    Map<Object, Service> taken = new HashMap<>();
    for (Service service : services) {
      take(taken, service, "name " + service.name());
      for (ServicePort port : service.ports()) {
        for (IpAddress address : service.clusterIps()) {
          take(taken, service, address + " " + port.protocol() + " port " + port.port());
        }
        for (IpAddress address : service.externalIps()) {
          take(taken, service, address + " " + port.protocol() + " port " + port.port());
        }
        port.nodePort()
            .ifPresent(
                number -> take(taken, service, "node port " + port.protocol() + " " + number));
      }
    }
  }

  private static void take(Map<Object, Service> taken, Service service, String what) {
    Optional.ofNullable(taken.put(what, service))
        .ifPresent(
            other -> {
              throw new PolicyException(
                  "services",
                  "%s (%s) and %s (%s) both have %s"
                      .formatted(
                          other.name(), other.origin(), service.name(), service.origin(), what));
            });
  }

  /** The services for pods with these addresses; everything else has kube-proxy's defaults. */
  public static ServiceTable of(String name, List<Service> services, List<IpPrefix> pods) {
    return new ServiceTable(
        name,
        services,
        pods,
        List.of(),
        List.of(),
        new NewSource.Masquerade(PortChoice.FULLY_RANDOM));
  }
}
