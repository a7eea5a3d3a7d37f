package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Permission;
import dev.netlab.nft.policy.ProtocolPorts;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Protocol;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One rule of a policy's ingress or egress. */
final class PolicyRule {
  private static final PortRange EVERY_PORT = new PortRange(0, 65535);

  private final Sourced<NetworkPolicy> policy;
  private final List<Object> path;
  private final Optional<PolicyPeers.Peers> peers;
  private final Consumer<Finding> findings;
  private final Optional<List<AddressRange>> addresses;
  private final boolean namesPorts;
  private final List<ProtocolPorts> numbers = new ArrayList<>();
  private final List<Named> names = new ArrayList<>();
  private final Permission numbered;

  /** A named port, which each pod maps to a number. */
  private record Named(int index, Protocol protocol, String name) {
    Optional<Integer> of(ClusterPod pod) {
      return pod.port(name, protocol.name());
    }
  }

  PolicyRule(
      Sourced<NetworkPolicy> policy,
      List<Object> path,
      Optional<PolicyPeers.Peers> peers,
      List<NetworkPolicyPort> ports,
      Consumer<Finding> findings) {
    this.policy = policy;
    this.path = path;
    this.peers = peers;
    this.findings = findings;
    this.addresses = peers.map(p -> p.addresses().toList());
    this.namesPorts = !ports.isEmpty();
    for (int i = 0; i < ports.size(); i++) {
      read(i, ports.get(i));
    }
    this.numbered = permission(addresses, numbers);
  }

  private void read(int index, NetworkPolicyPort written) {
    NetworkPolicyPort port = Optional.ofNullable(written).orElseGet(NetworkPolicyPort::new);
    String text = Optional.ofNullable(port.getProtocol()).orElse("TCP");
    if (!List.of("TCP", "UDP", "SCTP").contains(text)) {
      report(index, "protocol", "protocol '" + text + "' is not one of TCP, UDP, SCTP");
      return;
    }
    Protocol protocol = Protocol.parse(text.toLowerCase(Locale.ROOT));
    IntOrString number = port.getPort();
    if (number == null || number.getValue() == null) {
      if (port.getEndPort() != null) {
        report(index, "endPort", "endPort needs a port before it; add port:");
      }
      numbers.add(new ProtocolPorts(protocol, EVERY_PORT));
    } else if (number.getStrVal() != null) {
      readName(index, port, protocol, number.getStrVal());
    } else {
      readNumber(index, port, protocol, number.getIntVal());
    }
  }

  private void readName(int index, NetworkPolicyPort port, Protocol protocol, String name) {
    if (port.getEndPort() != null) {
      report(index, "endPort", "endPort needs a port with a number, not '" + name + "'");
    } else if (name.length() > 15
        || !name.matches("[a-z0-9]+(-[a-z0-9]+)*")
        || !name.matches(".*[a-z].*")) {
      report(
          index,
          "port",
          "'%s' cannot be a port's name: at most 15 of a-z, 0-9 and -, with a letter"
              .formatted(name));
    } else {
      names.add(new Named(index, protocol, name));
    }
  }

  private void readNumber(int index, NetworkPolicyPort port, Protocol protocol, int first) {
    int last = Optional.ofNullable(port.getEndPort()).orElse(first);
    if (first < 1 || first > 65535) {
      report(index, "port", "port " + first + " is not in 1 to 65535");
    } else if (last < first || last > 65535) {
      report(index, "endPort", "endPort %d is not in %d to 65535".formatted(last, first));
    } else {
      numbers.add(new ProtocolPorts(protocol, new PortRange(first, last)));
    }
  }

  boolean hasNames() {
    return !names.isEmpty();
  }

  /** Reports a port name that none of the pods in question defines. */
  void checkNames(Collection<ClusterPod> asked, Cluster cluster) {
    Collection<ClusterPod> pods = asked.isEmpty() ? cluster.pods() : asked;
    for (Named named : names) {
      if (pods.stream().noneMatch(pod -> named.of(pod).isPresent())) {
        report(
            named.index(),
            "port",
            "no pod that this is about has a %s port called '%s'; write its number, or name it in the pod's containers"
                .formatted(named.protocol().name(), named.name()));
      }
    }
  }

  /**
   * The pods on the other side: those selected and those with an address in a block; all pods if
   * the rule has no peers.
   */
  Collection<ClusterPod> peerPods(Cluster cluster) {
    return cluster.pods().stream().filter(pod -> !meant(pod).isEmpty()).toList();
  }

  /** The pod's addresses that are among the rule's peers. */
  private List<AddressRange> meant(ClusterPod pod) {
    return pod.addresses().stream()
        .filter(address -> peers.map(p -> p.mean(pod, address)).orElse(true))
        .map(address -> AddressRange.of(address))
        .toList();
  }

  /** The permission to connect to a pod; named ports are those of the pod. */
  Permission into(ClusterPod pod) {
    if (names.isEmpty()) {
      return numbered;
    }
    List<ProtocolPorts> ports = new ArrayList<>(numbers);
    for (Named named : names) {
      named.of(pod).ifPresent(n -> ports.add(new ProtocolPorts(named.protocol(), PortRange.of(n))));
    }
    return permission(addresses, ports);
  }

  /** The permissions of a pod to connect; named ports are those of each destination pod. */
  List<Permission> outOf(Cluster cluster) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(numbered);
    if (names.isEmpty()) {
      return permissions;
    }
    Collection<ClusterPod> pods = peerPods(cluster);
    for (Named named : names) {
      for (ClusterPod peer : pods) {
        named
            .of(peer)
            .ifPresent(
                number ->
                    permissions.add(
                        permission(
                            Optional.of(meant(peer)),
                            List.of(new ProtocolPorts(named.protocol(), PortRange.of(number))))));
      }
    }
    return permissions;
  }

  private Permission permission(Optional<List<AddressRange>> from, List<ProtocolPorts> ports) {
    return new Permission(
        from, namesPorts ? Optional.of(ports) : Optional.empty(), policy.at(path.toArray()));
  }

  private void report(int index, String field, String message) {
    List<Object> at = new ArrayList<>(path);
    at.addAll(List.of("ports", index, field));
    findings.accept(Finding.error(policy.at(at.toArray()), message));
  }
}
