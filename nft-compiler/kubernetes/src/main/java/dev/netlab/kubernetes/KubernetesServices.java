package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServicePort;
import dev.netlab.nft.policy.TrafficPolicy;
import dev.netlab.nft.value.Protocol;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a cluster's services (v1) and endpoint slices (discovery.k8s.io/v1) require of one node. */
public final class KubernetesServices {
  /** How long a client stays with its endpoint unless the service specifies it, in seconds. */
  private static final int AFFINITY = 10800;

  private final ServiceEndpoints endpoints;
  private final Consumer<Finding> findings;
  private final Map<String, Origin> taken = new HashMap<>();

  private KubernetesServices(
      Cluster cluster, Predicate<String> node, int localWeight, Consumer<Finding> findings) {
    this.findings = findings;
    this.endpoints = new ServiceEndpoints(cluster, node, localWeight, findings);
  }

  /**
   * The services as seen from a node. Headless services and services of type ExternalName are left
   * out, because no packet is ever addressed to them.
   *
   * @param node the node whose endpoints are local
   * @param localWeight how many connections a local endpoint gets for each connection that a remote
   *     endpoint gets; 1 for equal shares
   * @param findings receives every error found in a service
   */
  public static List<Service> of(
      Cluster cluster, Predicate<String> node, int localWeight, Consumer<Finding> findings) {
    KubernetesServices reader = new KubernetesServices(cluster, node, localWeight, findings);
    List<Service> services = new ArrayList<>();
    for (Sourced<io.fabric8.kubernetes.api.model.Service> service : cluster.objects().services()) {
      reader.read(service).ifPresent(services::add);
    }
    return List.copyOf(services);
  }

  private Optional<Service> read(Sourced<io.fabric8.kubernetes.api.model.Service> written) {
    ServiceSpec spec = Optional.ofNullable(written.object().getSpec()).orElseGet(ServiceSpec::new);
    String type = Optional.ofNullable(spec.getType()).orElse("ClusterIP");
    if (!List.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName").contains(type)) {
      report(
          written.at("spec", "type"),
          "type '%s' is not one of ClusterIP, NodePort, LoadBalancer, ExternalName"
              .formatted(type));
      return Optional.empty();
    }
    if (type.equals("ExternalName")) {
      return Optional.empty();
    }
    Set<String> clusterIps = new LinkedHashSet<>();
    Optional.ofNullable(spec.getClusterIP()).ifPresent(clusterIps::add);
    clusterIps.addAll(spec.getClusterIPs());
    clusterIps.remove("");
    boolean headless = clusterIps.remove("None");
    if (spec.getPorts().isEmpty() && !headless) {
      report(written.at("spec"), "service %s has no port; write ports:".formatted(written.id()));
      return Optional.empty();
    }
    if (headless) {
      return Optional.empty();
    }
    if (clusterIps.isEmpty()) {
      report(
          written.at("spec"),
          "service %s has no clusterIP, and there is no cluster here that would choose one; write clusterIP:"
              .formatted(written.id()));
    }
    List<IpAddress> cluster = new ArrayList<>();
    clusterIps.forEach(
        text -> address(text, written.at("spec", "clusterIP")).ifPresent(cluster::add));
    List<IpAddress> external = external(written, spec);
    List<ServicePort> ports = ports(written, spec, type, cluster, external);
    if (ports.size() < spec.getPorts().size()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Service(
              written.id(),
              cluster,
              external,
              ports,
              traffic(written, "internalTrafficPolicy", spec.getInternalTrafficPolicy()),
              traffic(written, "externalTrafficPolicy", spec.getExternalTrafficPolicy()),
              affinity(written, spec),
              written.at()));
    } catch (PolicyException e) {
      report(written.at("spec", e.field()), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private List<IpAddress> external(
      Sourced<io.fabric8.kubernetes.api.model.Service> written, ServiceSpec spec) {
    List<IpAddress> external = new ArrayList<>();
    for (int i = 0; i < spec.getExternalIPs().size(); i++) {
      address(spec.getExternalIPs().get(i), written.at("spec", "externalIPs", i))
          .ifPresent(external::add);
    }
    Stream<String> balancer =
        Optional.ofNullable(written.object().getStatus())
            .map(status -> status.getLoadBalancer())
            .map(status -> status.getIngress())
            .orElse(List.of())
            .stream()
            .map(ingress -> ingress.getIp());
    for (String text :
        Stream.concat(
                Stream.of(Optional.ofNullable(spec.getLoadBalancerIP()).orElse("")),
                balancer.map(ip -> Optional.ofNullable(ip).orElse("")))
            .filter(ip -> !ip.isEmpty())
            .toList()) {
      address(text, written.at("status"))
          .filter(a -> !external.contains(a))
          .ifPresent(external::add);
    }
    return external;
  }

  private List<ServicePort> ports(
      Sourced<io.fabric8.kubernetes.api.model.Service> written,
      ServiceSpec spec,
      String type,
      List<IpAddress> cluster,
      List<IpAddress> external) {
    List<ServicePort> ports = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.getPorts().size(); i++) {
      var port = spec.getPorts().get(i);
      Origin at = written.at("spec", "ports", i);
      String name = Optional.ofNullable(port.getName()).orElse("");
      if (!names.add(name)) {
        report(
            at,
            name.isEmpty()
                ? "service %s has several ports; give each a name".formatted(written.id())
                : "two ports of service %s are called %s".formatted(written.id(), name));
        continue;
      }
      String text = Optional.ofNullable(port.getProtocol()).orElse("TCP");
      if (!List.of("TCP", "UDP", "SCTP").contains(text)) {
        report(at, "protocol '" + text + "' is not one of TCP, UDP, SCTP");
        continue;
      }
      if (port.getPort() == null) {
        report(at, "the port has no number; write port:");
        continue;
      }
      Protocol protocol = Protocol.parse(text.toLowerCase(Locale.ROOT));
      Optional<Integer> nodePort =
          Optional.ofNullable(port.getNodePort()).filter(number -> number != 0);
      if (nodePort.isPresent() && type.equals("ClusterIP")) {
        report(
            written.at("spec", "ports", i, "nodePort"),
            "a service of type ClusterIP has no nodePort; write type: NodePort");
        continue;
      }
      if (nodePort.isEmpty() && type.equals("NodePort")) {
        report(
            at,
            "the port has no nodePort, and there is no cluster here that would choose one; write"
                + " nodePort:");
        continue;
      }
      try {
        ports.add(
            new ServicePort(
                name, protocol, port.getPort(), nodePort, endpoints.of(written, i, port)));
      } catch (PolicyException e) {
        report(at, String.valueOf(e.getMessage()));
        continue;
      }
      Stream.concat(cluster.stream(), external.stream())
          .forEach(
              address -> take(written, at, address + " " + protocol + " port " + port.getPort()));
      nodePort.ifPresent(number -> take(written, at, "node port " + protocol + " " + number));
    }
    return ports;
  }

  private void take(Sourced<?> service, Origin at, String what) {
    Origin before = taken.putIfAbsent(what, at);
    if (before != null) {
      report(at, "service %s has %s, which %s has already".formatted(service.id(), what, before));
    }
  }

  private TrafficPolicy traffic(Sourced<?> written, String field, String text) {
    if (text != null && !text.equals("Cluster") && !text.equals("Local")) {
      report(
          written.at("spec", field), "%s '%s' is not one of Cluster, Local".formatted(field, text));
    }
    return "Local".equals(text) ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
  }

  private Optional<Duration> affinity(Sourced<?> written, ServiceSpec spec) {
    String affinity = Optional.ofNullable(spec.getSessionAffinity()).orElse("None");
    if (!affinity.equals("None") && !affinity.equals("ClientIP")) {
      report(
          written.at("spec", "sessionAffinity"),
          "sessionAffinity '%s' is not one of None, ClientIP".formatted(affinity));
    }
    if (!affinity.equals("ClientIP")) {
      return Optional.empty();
    }
    int seconds =
        Optional.ofNullable(spec.getSessionAffinityConfig())
            .map(config -> config.getClientIP())
            .map(config -> config.getTimeoutSeconds())
            .orElse(AFFINITY);
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private Optional<IpAddress> address(String text, Origin origin) {
    try {
      return Optional.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      report(origin, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void report(Origin origin, String message) {
    findings.accept(Finding.error(origin, message));
  }
}
