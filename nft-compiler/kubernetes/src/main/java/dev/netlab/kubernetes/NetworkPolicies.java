package dev.netlab.kubernetes;

import dev.netlab.nft.policy.IsolatedPod;
import dev.netlab.nft.policy.Isolation;
import dev.netlab.nft.policy.Origin;
import dev.netlab.nft.policy.Permission;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a cluster's network policies (networking.k8s.io/v1) require for its pods. A pod is isolated
 * in a direction if at least one policy selects it for that direction. Traffic then passes if any
 * of these policies permits it.
 */
public final class NetworkPolicies {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  private final Cluster cluster;
  private final Predicate<String> node;
  private final Consumer<Finding> findings;
  private final SequencedMap<ClusterPod, Sides> sides = new LinkedHashMap<>();

  private NetworkPolicies(Cluster cluster, Predicate<String> node, Consumer<Finding> findings) {
    this.cluster = cluster;
    this.node = node;
    this.findings = findings;
  }

  private static final class Sides {
    final Side ingress = new Side();
    final Side egress = new Side();
  }

  private static final class Side {
    final List<Permission> permissions = new ArrayList<>();
    final List<Origin> policies = new ArrayList<>();

    Optional<Isolation> isolation() {
      return policies.isEmpty()
          ? Optional.empty()
          : Optional.of(new Isolation(permissions, policies));
    }
  }

  /**
   * The isolated pods of a node.
   *
   * @param node the node whose pods are returned; pods that do not name a node are always included
   * @param findings receives every error found in a policy
   */
  public static List<IsolatedPod> of(
      Cluster cluster, Predicate<String> node, Consumer<Finding> findings) {
    NetworkPolicies policies = new NetworkPolicies(cluster, node, findings);
    for (Sourced<NetworkPolicy> policy : cluster.objects().policies()) {
      if (cluster.namespaces().containsKey(policy.namespace())) {
        policies.add(policy);
      }
    }
    List<IsolatedPod> pods = new ArrayList<>();
    for (Map.Entry<ClusterPod, Sides> each : policies.sides.entrySet()) {
      pods.add(
          new IsolatedPod(
              each.getKey().id(),
              each.getKey().addresses(),
              each.getValue().ingress.isolation(),
              each.getValue().egress.isolation()));
    }
    return List.copyOf(pods);
  }

  private void add(Sourced<NetworkPolicy> policy) {
    NetworkPolicySpec spec =
        Optional.ofNullable(policy.object().getSpec()).orElseGet(NetworkPolicySpec::new);
    PolicyPeers peers = new PolicyPeers(cluster, policy, findings);
    List<String> types = types(policy, spec);
    List<PolicyRule> ingress = new ArrayList<>();
    for (int i = 0; i < spec.getIngress().size(); i++) {
      var rule = Optional.ofNullable(spec.getIngress().get(i));
      ingress.add(
          new PolicyRule(
              policy,
              List.of("spec", "ingress", i),
              peers.read(
                  rule.map(r -> r.getFrom()).orElse(List.of()),
                  List.of("spec", "ingress", i, "from")),
              rule.map(r -> r.getPorts()).orElse(List.of()),
              findings));
    }
    List<PolicyRule> egress = new ArrayList<>();
    for (int i = 0; i < spec.getEgress().size(); i++) {
      var rule = Optional.ofNullable(spec.getEgress().get(i));
      egress.add(
          new PolicyRule(
              policy,
              List.of("spec", "egress", i),
              peers.read(
                  rule.map(r -> r.getTo()).orElse(List.of()), List.of("spec", "egress", i, "to")),
              rule.map(r -> r.getPorts()).orElse(List.of()),
              findings));
    }
    List<ClusterPod> selected = selected(policy, spec, peers);
    Origin origin = policy.at();
    if (types.contains(INGRESS)) {
      ingress.forEach(rule -> rule.checkNames(selected, cluster));
      for (ClusterPod pod : selected) {
        if (isHere(pod)) {
          Side side = sides.computeIfAbsent(pod, _ -> new Sides()).ingress;
          side.policies.add(origin);
          ingress.forEach(rule -> side.permissions.add(rule.into(pod)));
        }
      }
    }
    if (types.contains(EGRESS)) {
      egress.stream()
          .filter(PolicyRule::hasNames)
          .forEach(rule -> rule.checkNames(rule.peerPods(cluster), cluster));
      List<Permission> permissions =
          egress.stream().flatMap(rule -> rule.outOf(cluster).stream()).toList();
      for (ClusterPod pod : selected) {
        if (isHere(pod)) {
          Side side = sides.computeIfAbsent(pod, _ -> new Sides()).egress;
          side.policies.add(origin);
          side.permissions.addAll(permissions);
        }
      }
    }
  }

  private boolean isHere(ClusterPod pod) {
    return pod.node().map(node::test).orElse(true);
  }

  /**
   * The directions a policy applies to. Unless the policy lists them, these are always ingress, and
   * egress if the policy contains egress rules.
   */
  private List<String> types(Sourced<NetworkPolicy> policy, NetworkPolicySpec spec) {
    List<String> types = spec.getPolicyTypes();
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i);
      if (!INGRESS.equals(type) && !EGRESS.equals(type)) {
        findings.accept(
            Finding.error(
                policy.at("spec", "policyTypes", i),
                "policy type '%s' is not one of Ingress, Egress".formatted(type)));
      }
    }
    if (!types.isEmpty()) {
      return types;
    }
    return spec.getEgress().isEmpty() ? List.of(INGRESS) : List.of(INGRESS, EGRESS);
  }

  private List<ClusterPod> selected(
      Sourced<NetworkPolicy> policy, NetworkPolicySpec spec, PolicyPeers peers) {
    if (spec.getPodSelector() == null) {
      findings.accept(
          Finding.warning(
              policy.at("spec"),
              "policy %s has no podSelector and selects nothing; write podSelector: {} for all pods of its namespace"
                  .formatted(policy.id())));
      return List.of();
    }
    List<Object> path = List.of("spec", "podSelector");
    if (!peers.isSound(spec.getPodSelector(), path)) {
      return List.of();
    }
    List<ClusterPod> selected =
        cluster.podsOf(policy.namespace()).stream()
            .filter(pod -> Selectors.selects(spec.getPodSelector(), pod.labels()))
            .toList();
    if (selected.isEmpty()) {
      findings.accept(
          Finding.warning(
              policy.at(path.toArray()),
              "policy %s selects no pod of namespace %s"
                  .formatted(policy.id(), policy.namespace())));
    }
    return selected;
  }
}
