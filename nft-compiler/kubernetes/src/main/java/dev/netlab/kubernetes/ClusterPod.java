package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A pod, with the properties that selectors and rules need. */
record ClusterPod(Sourced<Pod> written, Map<String, String> labels, List<IpAddress> addresses) {
  ClusterPod {
    labels = Map.copyOf(labels);
    addresses = List.copyOf(addresses);
  }

  String id() {
    return written.id();
  }

  /** The node the pod runs on; absent if the pod does not name one. */
  Optional<String> node() {
    return spec().map(PodSpec::getNodeName).filter(name -> !name.isEmpty());
  }

  /** The number of the container port with this name. */
  Optional<Integer> port(String name, String protocol) {
    return ports()
        .filter(port -> name.equals(port.getName()) && protocol.equals(protocol(port)))
        .map(ContainerPort::getContainerPort)
        .findFirst();
  }

  private Stream<ContainerPort> ports() {
    return spec().stream()
        .flatMap(
            spec -> Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream()))
        .map(Container::getPorts)
        .flatMap(List::stream);
  }

  private static String protocol(ContainerPort port) {
    return port.getProtocol() == null ? "TCP" : port.getProtocol();
  }

  private Optional<PodSpec> spec() {
    return Optional.ofNullable(written.object().getSpec());
  }
}
