package dev.netlab.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;

/** The objects read from files, each kind in the order of the files. */
public record KubernetesObjects(
    List<Sourced<Namespace>> namespaces,
    List<Sourced<Pod>> pods,
    List<Sourced<NetworkPolicy>> policies,
    List<Sourced<Service>> services,
    List<Sourced<EndpointSlice>> slices) {
  public KubernetesObjects {
    namespaces = List.copyOf(namespaces);
    pods = List.copyOf(pods);
    policies = List.copyOf(policies);
    services = List.copyOf(services);
    slices = List.copyOf(slices);
  }
}
