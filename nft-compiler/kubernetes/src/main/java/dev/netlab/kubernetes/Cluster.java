package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All objects of a cluster, combined: which namespaces exist, and which addresses the pods have.
 */
public final class Cluster {
  /** The namespaces that every cluster contains. */
  private static final List<String> INITIAL =
      List.of("default", "kube-node-lease", "kube-public", "kube-system");

  /** The label by which every namespace can be selected by name. */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private final KubernetesObjects objects;
  private final SequencedMap<String, Map<String, String>> namespaces = new LinkedHashMap<>();
  private final Map<String, List<ClusterPod>> podsOf = new LinkedHashMap<>();
  private final List<ClusterPod> pods = new ArrayList<>();

  private Cluster(KubernetesObjects objects) {
    this.objects = objects;
  }

  /**
   * Combines objects into a cluster.
   *
   * @param addresses returns the addresses of the pod with the given name ({@code NAMESPACE/NAME});
   *     absent to use those of the pod's status
   * @param findings receives everything that is inconsistent
   */
  public static Cluster of(
      KubernetesObjects objects,
      Function<String, Optional<List<IpAddress>>> addresses,
      Consumer<Finding> findings) {
    Cluster cluster = new Cluster(objects);
    INITIAL.forEach(name -> cluster.namespaces.put(name, Map.of(NAME_LABEL, name)));
    for (Sourced<?> namespace : objects.namespaces()) {
      Map<String, String> labels = new HashMap<>(labels(namespace.object()));
      labels.put(NAME_LABEL, namespace.name());
      cluster.namespaces.put(namespace.name(), labels);
    }
    for (List<? extends Sourced<?>> kind :
        List.of(objects.pods(), objects.policies(), objects.services(), objects.slices())) {
      for (Sourced<?> each : kind) {
        cluster.checkNamespace(each, findings);
      }
    }
    Map<IpAddress, Sourced<Pod>> owners = new HashMap<>();
    for (Sourced<Pod> pod : objects.pods()) {
      List<IpAddress> own = addresses.apply(pod.id()).orElseGet(() -> ofStatus(pod, findings));
      if (own.isEmpty()) {
        findings.accept(
            Finding.error(
                pod.at("metadata", "name"),
                "pod %s has no address: no node is called %s, and its status has no podIP"
                    .formatted(pod.id(), pod.name())));
      }
      for (IpAddress address : own) {
        Sourced<Pod> other = owners.putIfAbsent(address, pod);
        if (other != null) {
          findings.accept(
              Finding.error(
                  pod.at("metadata", "name"),
                  "pod %s has the address %s of pod %s (%s)"
                      .formatted(pod.id(), address, other.id(), other.at("metadata", "name"))));
        }
      }
      ClusterPod known = new ClusterPod(pod, labels(pod.object()), own);
      cluster.pods.add(known);
      cluster.podsOf.computeIfAbsent(pod.namespace(), _ -> new ArrayList<>()).add(known);
    }
    return cluster;
  }

  private void checkNamespace(Sourced<?> object, Consumer<Finding> findings) {
    if (!namespaces.containsKey(object.namespace())) {
      findings.accept(
          Finding.error(
              object.at("metadata", "namespace"),
              "there is no namespace '%s' for %s %s; known: %s"
                  .formatted(
                      object.namespace(),
                      object.object().getKind(),
                      object.name(),
                      String.join(", ", namespaces.sequencedKeySet()))));
    }
  }

  private static List<IpAddress> ofStatus(Sourced<Pod> pod, Consumer<Finding> findings) {
    List<IpAddress> addresses = new ArrayList<>();
    if (pod.object().getStatus() == null) {
      return addresses;
    }
    List<String> texts =
        new ArrayList<>(pod.object().getStatus().getPodIPs().stream().map(PodIP::getIp).toList());
    String first = pod.object().getStatus().getPodIP();
    if (texts.isEmpty() && first != null) {
      texts.add(first);
    }
    for (String text : texts) {
      try {
        addresses.add(IpAddress.parse(text));
      } catch (IllegalArgumentException e) {
        findings.accept(Finding.error(pod.at("status", "podIP"), String.valueOf(e.getMessage())));
      }
    }
    return addresses;
  }

  static Map<String, String> labels(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }

  KubernetesObjects objects() {
    return objects;
  }

  /** Every namespace with its labels. */
  SequencedMap<String, Map<String, String>> namespaces() {
    return namespaces;
  }

  List<ClusterPod> pods() {
    return pods;
  }

  List<ClusterPod> podsOf(String namespace) {
    return podsOf.getOrDefault(namespace, List.of());
  }
}
