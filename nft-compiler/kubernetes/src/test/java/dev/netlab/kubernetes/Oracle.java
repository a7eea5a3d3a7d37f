package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.value.PrefixText;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a connection is permitted, by the words of the NetworkPolicy API alone: no rule set, no
 * table, and nothing of what the compiler uses. Slow, and meant to be read beside the API's
 * documentation.
 */
final class Oracle {
  private final List<Pod> pods;
  private final List<NetworkPolicy> policies;
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();

  Oracle(KubernetesObjects objects) {
    pods = objects.pods().stream().map(Sourced::object).toList();
    policies = objects.policies().stream().map(Sourced::object).toList();
    for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
      namespaces.put(name, Map.of("kubernetes.io/metadata.name", name));
    }
    for (Sourced<Namespace> namespace : objects.namespaces()) {
      Map<String, String> labels =
          new HashMap<>(labels(namespace.object().getMetadata().getLabels()));
      labels.put("kubernetes.io/metadata.name", namespace.name());
      namespaces.put(namespace.name(), labels);
    }
  }

  /** A connection from an address to a port of another. */
  record Connection(IpAddress source, IpAddress destination, String protocol, int port) {}

  boolean permits(Connection connection) {
    Optional<Pod> from = owner(connection.source());
    Optional<Pod> to = owner(connection.destination());
    if (from.isPresent() && from.equals(to)) {
      return true; // a pod cannot block access to itself
    }
    return (from.isEmpty() || permitsEgress(from.get(), connection, to))
        && (to.isEmpty() || permitsIngress(to.get(), connection, from));
  }

  private boolean permitsEgress(Pod pod, Connection connection, Optional<Pod> to) {
    List<NetworkPolicy> isolating = isolating(pod, "Egress");
    if (isolating.isEmpty()) {
      return true;
    }
    for (NetworkPolicy policy : isolating) {
      for (var rule : policy.getSpec().getEgress()) {
        if (isPeer(rule.getTo(), policy, connection.destination(), to)
            && isPort(rule.getPorts(), connection, to)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean permitsIngress(Pod pod, Connection connection, Optional<Pod> from) {
    List<NetworkPolicy> isolating = isolating(pod, "Ingress");
    if (isolating.isEmpty()) {
      return true;
    }
    for (NetworkPolicy policy : isolating) {
      for (var rule : policy.getSpec().getIngress()) {
        if (isPeer(rule.getFrom(), policy, connection.source(), from)
            && isPort(rule.getPorts(), connection, Optional.of(pod))) {
          return true;
        }
      }
    }
    return false;
  }

  private List<NetworkPolicy> isolating(Pod pod, String direction) {
    List<NetworkPolicy> isolating = new ArrayList<>();
    for (NetworkPolicy policy : policies) {
      boolean selects =
          namespace(policy.getMetadata().getNamespace())
                  .equals(namespace(pod.getMetadata().getNamespace()))
              && policy.getSpec().getPodSelector() != null
              && selects(policy.getSpec().getPodSelector(), labels(pod.getMetadata().getLabels()));
      List<String> types = policy.getSpec().getPolicyTypes();
      boolean about =
          types.isEmpty()
              ? direction.equals("Ingress") || !policy.getSpec().getEgress().isEmpty()
              : types.contains(direction);
      if (selects && about) {
        isolating.add(policy);
      }
    }
    return isolating;
  }

  private boolean isPeer(
      List<NetworkPolicyPeer> peers, NetworkPolicy policy, IpAddress address, Optional<Pod> pod) {
    if (peers.isEmpty()) {
      return true;
    }
    for (NetworkPolicyPeer peer : peers) {
      if (peer.getIpBlock() != null) {
        if (isInside(peer.getIpBlock(), address)) {
          return true;
        }
      } else if (pod.isPresent()) {
        String home = namespace(pod.get().getMetadata().getNamespace());
        boolean inNamespace =
            peer.getNamespaceSelector() == null
                ? home.equals(namespace(policy.getMetadata().getNamespace()))
                : selects(peer.getNamespaceSelector(), namespaces.getOrDefault(home, Map.of()));
        boolean isPod =
            peer.getPodSelector() == null
                || selects(peer.getPodSelector(), labels(pod.get().getMetadata().getLabels()));
        if (inNamespace && isPod) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isInside(IPBlock block, IpAddress address) {
    return PrefixText.parse(block.getCidr()).contains(address)
        && block.getExcept().stream().noneMatch(hole -> PrefixText.parse(hole).contains(address));
  }

  private static boolean isPort(
      List<NetworkPolicyPort> ports, Connection connection, Optional<Pod> target) {
    if (ports.isEmpty()) {
      return true;
    }
    for (NetworkPolicyPort port : ports) {
      String protocol = port.getProtocol() == null ? "TCP" : port.getProtocol();
      if (!protocol.equals(connection.protocol())) {
        continue;
      }
      if (port.getPort() == null) {
        return true;
      }
      if (port.getPort().getStrVal() != null) {
        String name = port.getPort().getStrVal();
        if (target.isPresent() && has(target.get(), name, protocol, connection.port())) {
          return true;
        }
        continue;
      }
      int first = port.getPort().getIntVal();
      int last = port.getEndPort() == null ? first : port.getEndPort();
      if (first <= connection.port() && connection.port() <= last) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Pod pod, String name, String protocol, int number) {
    for (Container container : pod.getSpec().getContainers()) {
      for (ContainerPort port : container.getPorts()) {
        String own = port.getProtocol() == null ? "TCP" : port.getProtocol();
        if (name.equals(port.getName())
            && own.equals(protocol)
            && port.getContainerPort() == number) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    for (Map.Entry<String, String> wanted : labels(selector.getMatchLabels()).entrySet()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    for (LabelSelectorRequirement requirement : selector.getMatchExpressions()) {
      boolean has = labels.containsKey(requirement.getKey());
      boolean listed = has && requirement.getValues().contains(labels.get(requirement.getKey()));
      boolean holds =
          switch (requirement.getOperator()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> has;
            case "DoesNotExist" -> !has;
            default -> throw new IllegalArgumentException(requirement.getOperator());
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private Optional<Pod> owner(IpAddress address) {
    return pods.stream()
        .filter(
            pod ->
                pod.getStatus().getPodIPs().stream()
                    .anyMatch(ip -> IpAddress.parse(ip.getIp()).equals(address)))
        .findFirst();
  }

  private static String namespace(String name) {
    return name == null ? "default" : name;
  }

  private static Map<String, String> labels(Map<String, String> labels) {
    return labels == null ? Map.of() : labels;
  }
}
