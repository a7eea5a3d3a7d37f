package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.policy.Endpoint;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The endpoints behind services. They come from the service's endpoint slices. If a service has a
 * selector but no slice, they are the pods it selects, for which the cluster would write slices.
 */
final class ServiceEndpoints {
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final Cluster cluster;
  private final Predicate<String> node;
  private final int localWeight;
  private final Consumer<Finding> findings;
  private final Map<String, List<Sourced<EndpointSlice>>> slices = new HashMap<>();
  private final Set<Sourced<Service>> warned = new HashSet<>();

  ServiceEndpoints(
      Cluster cluster, Predicate<String> node, int localWeight, Consumer<Finding> findings) {
    this.cluster = cluster;
    this.node = node;
    this.localWeight = localWeight;
    this.findings = findings;
    Set<String> services = new HashSet<>();
    cluster.objects().services().forEach(service -> services.add(service.id()));
    for (Sourced<EndpointSlice> slice : cluster.objects().slices()) {
      String name = Cluster.labels(slice.object()).get(SERVICE_LABEL);
      if (name == null || !services.contains(slice.namespace() + "/" + name)) {
        findings.accept(
            Finding.warning(
                slice.at("metadata"),
                name == null
                    ? "slice %s names no service; write the label %s"
                        .formatted(slice.id(), SERVICE_LABEL)
                    : "slice %s is of service %s/%s, which is not there"
                        .formatted(slice.id(), slice.namespace(), name)));
      } else {
        slices.computeIfAbsent(slice.namespace() + "/" + name, _ -> new ArrayList<>()).add(slice);
      }
    }
  }

  /** The endpoints of one port of a service. */
  List<Endpoint> of(Sourced<Service> service, int index, ServicePort port) {
    SequencedMap<String, Endpoint> found = new LinkedHashMap<>();
    List<Sourced<EndpointSlice>> own = slices.get(service.id());
    if (own != null) {
      own.forEach(slice -> ofSlice(slice, port, found));
      return List.copyOf(found.values());
    }
    Map<String, String> labels = service.object().getSpec().getSelector();
    if (labels == null || labels.isEmpty()) {
      return List.of();
    }
    LabelSelector selector = new LabelSelector();
    selector.setMatchLabels(labels);
    List<ClusterPod> pods =
        cluster.podsOf(service.namespace()).stream()
            .filter(pod -> Selectors.selects(selector, pod.labels()))
            .toList();
    if (pods.isEmpty() && warned.add(service)) {
      findings.accept(
          Finding.warning(
              service.at("spec", "selector"),
              "service %s selects no pod of namespace %s"
                  .formatted(service.id(), service.namespace())));
    }
    boolean named = false;
    for (ClusterPod pod : pods) {
      Optional<Integer> number = target(port, pod);
      named |= number.isPresent();
      for (IpAddress address : pod.addresses()) {
        number.ifPresent(n -> add(found, address, n, pod.node()));
      }
    }
    if (!pods.isEmpty() && !named) {
      findings.accept(
          Finding.error(
              service.at("spec", "ports", index, "targetPort"),
              "no pod of service %s has a port called '%s'"
                  .formatted(service.id(), port.getTargetPort().getStrVal())));
    }
    return List.copyOf(found.values());
  }

  private static Optional<Integer> target(ServicePort port, ClusterPod pod) {
    IntOrString target = port.getTargetPort();
    if (target == null || target.getValue() == null) {
      return Optional.of(port.getPort());
    }
    if (target.getStrVal() == null) {
      return Optional.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
    }
    return pod.port(target.getStrVal(), Optional.ofNullable(port.getProtocol()).orElse("TCP"));
  }

  private void ofSlice(
      Sourced<EndpointSlice> slice, ServicePort port, SequencedMap<String, Endpoint> found) {
    String wanted = Optional.ofNullable(port.getName()).orElse("");
    String protocol = Optional.ofNullable(port.getProtocol()).orElse("TCP");
    for (EndpointPort own : slice.object().getPorts()) {
      if (!wanted.equals(Optional.ofNullable(own.getName()).orElse(""))
          || !protocol.equals(Optional.ofNullable(own.getProtocol()).orElse("TCP"))
          || own.getPort() == null) {
        continue;
      }
      var endpoints = slice.object().getEndpoints();
      for (int i = 0; i < endpoints.size(); i++) {
        var conditions = Optional.ofNullable(endpoints.get(i).getConditions());
        if (!conditions.map(c -> c.getReady()).orElse(true)) {
          continue;
        }
        Optional<String> place = Optional.ofNullable(endpoints.get(i).getNodeName());
        for (int j = 0; j < endpoints.get(i).getAddresses().size(); j++) {
          try {
            IpAddress address = IpAddress.parse(endpoints.get(i).getAddresses().get(j));
            add(found, address, own.getPort(), place);
          } catch (IllegalArgumentException e) {
            findings.accept(
                Finding.error(
                    slice.at("endpoints", i, "addresses", j), String.valueOf(e.getMessage())));
          }
        }
      }
    }
  }

  private void add(
      SequencedMap<String, Endpoint> found, IpAddress address, int port, Optional<String> place) {
    boolean here = place.map(node::test).orElse(false);
    found.putIfAbsent(
        address + " " + port,
        new Endpoint(
            address,
            port,
            here ? localWeight : 1,
            here ? Endpoint.Place.HERE : Endpoint.Place.ELSEWHERE));
  }
}
