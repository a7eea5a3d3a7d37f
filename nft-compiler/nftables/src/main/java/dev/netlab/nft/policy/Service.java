package dev.netlab.nft.policy;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.PolicyException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Kubernetes service as seen by one node: addresses and ports behind which endpoints answer.
 *
 * @param name {@code NAMESPACE/NAME}, in characters that nftables allows in a chain's name
 * @param clusterIps addresses that only the cluster uses
 * @param externalIps addresses that clients outside the cluster use, too
 * @param internalTraffic the traffic policy for {@code clusterIps}
 * @param externalTraffic the traffic policy for {@code externalIps} and node ports
 * @param affinity how long a client stays with the endpoint it used before, in whole seconds;
 *     absent to choose an endpoint for each connection
 */
public record Service(
    String name,
    List<IpAddress> clusterIps,
    List<IpAddress> externalIps,
    List<ServicePort> ports,
    TrafficPolicy internalTraffic,
    TrafficPolicy externalTraffic,
    Optional<Duration> affinity,
    Origin origin) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9./-]*[a-z0-9])?");

  public Service {
    clusterIps = List.copyOf(clusterIps);
    externalIps = List.copyOf(externalIps);
    ports = List.copyOf(ports);
    if (!NAME.matcher(name).matches() || name.length() > 127) {
      throw new PolicyException(
          "name",
          "'%s' cannot be a service's name: at most 127 of a-z, 0-9, - . and one /"
              .formatted(name));
    }
    if (ports.isEmpty()) {
      throw new PolicyException("ports", "is missing: service " + name + " has no port");
    }
    if (ports.size() > 1
        && ports.stream().map(ServicePort::name).distinct().count() < ports.size()) {
      throw new PolicyException(
          "ports", "give each of the ports of " + name + " a name of its own");
    }
    affinity
        .filter(span -> span.toSeconds() < 1 || span.toSeconds() > 86400)
        .ifPresent(
            span -> {
              throw new PolicyException(
                  "affinity", span.toSeconds() + " s is not in 1 to 86400 seconds");
            });
  }
}
