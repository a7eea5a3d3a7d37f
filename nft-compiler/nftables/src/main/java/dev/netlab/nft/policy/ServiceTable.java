package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.PolicyException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services that a node translates, as kube-proxy does, in nftables tables of this name.
 *
 * @param pods the cluster's pods; what comes from elsewhere to a cluster address gets a new source.
 *     Empty gives none
 * @param serviceAddresses where cluster addresses are taken from; what no service has is dropped
 * @param nodeAddresses where node ports answer; empty for every address of the node but loopback's
 * @param newSource what a source becomes where the reply would else go another way: a client from
 *     outside whose endpoint may be on another node, and an endpoint that is its own client
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

  /** Services for pods of these addresses; all else as kube-proxy does it by default. */
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
