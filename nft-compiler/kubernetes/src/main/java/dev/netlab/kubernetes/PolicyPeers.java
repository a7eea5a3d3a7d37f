package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PrefixText;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Resolves the peers of one policy to pods and addresses. */
final class PolicyPeers {
  private final Cluster cluster;
  private final Sourced<NetworkPolicy> policy;
  private final Consumer<Finding> findings;

  PolicyPeers(Cluster cluster, Sourced<NetworkPolicy> policy, Consumer<Finding> findings) {
    this.cluster = cluster;
    this.policy = policy;
    this.findings = findings;
  }

  /** The selected pods and the address blocks. */
  record Peers(Set<ClusterPod> pods, List<AddressRange> blocks) {
    /** Whether an address of a pod is among the peers. */
    boolean mean(ClusterPod pod, IpAddress address) {
      return pods.contains(pod)
          || blocks.stream().anyMatch(b -> b.version() == address.version() && b.contains(address));
    }

    Stream<AddressRange> addresses() {
      return Stream.concat(
          pods.stream().flatMap(pod -> pod.addresses().stream()).map(a -> AddressRange.of(a)),
          blocks.stream());
    }
  }

  /**
   * The peers of one rule.
   *
   * @return absent for everyone, which is the meaning of a rule without peers
   */
  Optional<Peers> read(List<NetworkPolicyPeer> peers, List<Object> path) {
    if (peers.isEmpty()) {
      return Optional.empty();
    }
    Set<ClusterPod> pods = new LinkedHashSet<>();
    List<AddressRange> blocks = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      NetworkPolicyPeer peer = peers.get(i);
      List<Object> at = with(path, i);
      boolean selects =
          peer != null && (peer.getPodSelector() != null || peer.getNamespaceSelector() != null);
      if (peer == null || (!selects && peer.getIpBlock() == null)) {
        report(at, "a peer is a podSelector, a namespaceSelector, both, or an ipBlock");
      } else if (selects && peer.getIpBlock() != null) {
        report(at, "a peer with an ipBlock takes no selector; write two peers");
      } else if (selects) {
        pods.addAll(selected(peer, at));
      } else {
        blocks.addAll(block(peer.getIpBlock(), with(at, "ipBlock")));
      }
    }
    return Optional.of(new Peers(pods, blocks));
  }

  private List<ClusterPod> selected(NetworkPolicyPeer peer, List<Object> path) {
    LabelSelector namespaces = peer.getNamespaceSelector();
    LabelSelector pods = peer.getPodSelector();
    boolean sound = namespaces == null || isSound(namespaces, with(path, "namespaceSelector"));
    if (!(pods == null || isSound(pods, with(path, "podSelector"))) || !sound) {
      return List.of();
    }
    List<String> within =
        namespaces == null
            ? List.of(policy.namespace())
            : cluster.namespaces().entrySet().stream()
                .filter(namespace -> Selectors.selects(namespaces, namespace.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    if (within.isEmpty()) {
      warn(with(path, "namespaceSelector"), "namespaceSelector selects no namespace");
      return List.of();
    }
    List<ClusterPod> selected =
        within.stream()
            .flatMap(namespace -> cluster.podsOf(namespace).stream())
            .filter(pod -> pods == null || Selectors.selects(pods, pod.labels()))
            .toList();
    if (selected.isEmpty()) {
      warn(
          with(path, pods == null ? "namespaceSelector" : "podSelector"),
          "the peer selects no pod of " + String.join(", ", within));
    }
    return selected;
  }

  /** Whether Kubernetes would accept a selector; if not, the error is reported. */
  boolean isSound(LabelSelector selector, List<Object> path) {
    boolean sound = true;
    List<LabelSelectorRequirement> requirements = selector.getMatchExpressions();
    for (int i = 0; i < requirements.size(); i++) {
      try {
        Selectors.check(requirements.get(i));
      } catch (PolicyException e) {
        report(
            with(with(with(path, "matchExpressions"), i), e.field()),
            e.field().equals("operator")
                ? String.valueOf(e.getMessage())
                : e.field() + ": " + String.valueOf(e.getMessage()));
        sound = false;
      }
    }
    return sound;
  }

  /** The part of a block that is not in any of its exceptions. */
  private List<AddressRange> block(IPBlock block, List<Object> path) {
    Optional<IpPrefix> cidr = prefix(block.getCidr(), with(path, "cidr"));
    if (cidr.isEmpty()) {
      return List.of();
    }
    List<AddressRange> excepts = new ArrayList<>();
    for (int i = 0; i < block.getExcept().size(); i++) {
      List<Object> at = with(with(path, "except"), i);
      for (IpPrefix except : prefix(block.getExcept().get(i), at).stream().toList()) {
        if (except.length() <= cidr.get().length() || !cidr.get().contains(except.address())) {
          report(
              at,
              "except %s is not a part of its block %s; write a smaller prefix within it"
                  .formatted(PrefixText.of(except), PrefixText.of(cidr.get())));
        } else {
          excepts.add(AddressRange.of(except));
        }
      }
    }
    return without(AddressRange.of(cidr.get()), AddressRange.unite(excepts));
  }

  private static List<AddressRange> without(AddressRange whole, List<AddressRange> holes) {
    List<AddressRange> rest = new ArrayList<>();
    IpAddress from = whole.first();
    for (AddressRange hole : holes) {
      if (from.compareTo(hole.first()) < 0) {
        rest.add(new AddressRange(from, hole.first().previous()));
      }
      if (hole.last().equals(whole.last())) {
        return rest;
      }
      from = hole.last().next();
    }
    rest.add(new AddressRange(from, whole.last()));
    return rest;
  }

  private Optional<IpPrefix> prefix(String text, List<Object> path) {
    try {
      if (text == null || !text.contains("/")) {
        throw new PolicyException("'" + text + "' is not a CIDR; write one such as 10.0.0.0/8");
      }
      return Optional.of(PrefixText.around(text));
    } catch (IllegalArgumentException e) {
      report(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void report(List<Object> path, String message) {
    findings.accept(Finding.error(policy.at(path.toArray()), message));
  }

  private void warn(List<Object> path, String message) {
    findings.accept(
        Finding.warning(policy.at(path.toArray()), "policy " + policy.id() + ": " + message));
  }

  static List<Object> with(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
