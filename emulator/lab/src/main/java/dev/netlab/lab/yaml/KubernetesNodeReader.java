package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.kubernetes.Cluster;
import dev.netlab.kubernetes.KubernetesServices;
import dev.netlab.kubernetes.NetworkPolicies;
import dev.netlab.lab.Node;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.IsolatedPod;
import dev.netlab.nft.policy.NetworkPolicyTable;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.policy.NodePolicy;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.value.PrefixText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a node's {@code kubernetes}: which functions of the cluster it performs, and for which
 * pods.
 */
final class KubernetesNodeReader {
  static final String SERVICES = "kubernetes-services";
  static final String POLICIES = "kubernetes-policies";
  private static final int MOST_WEIGHT = 1000;

  private final ClusterObjects objects;
  private final Cluster cluster;
  private final Problems problems;

  KubernetesNodeReader(ClusterObjects objects, Cluster cluster, Problems problems) {
    this.objects = objects;
    this.cluster = cluster;
    this.problems = problems;
  }

  /** The node with the cluster's tables after its other tables. */
  Node read(Node node, YamlNode.Entry entry) {
    MappingReader words =
        new MappingReader(
            entry.value(),
            Keys.KUBERNETES,
            "kubernetes of node '" + node.name() + "'",
            entry.key().at(),
            problems);
    String name = words.text("node").map(YamlNode.Scalar::text).orElse(node.name());
    Predicate<String> here = name::equals;
    List<ServiceTable> services = new ArrayList<>();
    List<NetworkPolicyTable> isolations = new ArrayList<>();
    if (words.value("services").isPresent()) {
      MappingReader section = section(words, "services", Keys.KUBERNETES_SERVICES);
      List<Service> all =
          KubernetesServices.of(
              cluster,
              here,
              section.number("local-weight", 1, MOST_WEIGHT).orElse(1),
              objects::note);
      try {
        services.add(
            new ServiceTable(
                SERVICES,
                all,
                values(section, "pods", PrefixText::parse),
                values(section, "range", PrefixText::parse),
                values(section, "node-addresses", IpAddress::parse),
                source(section)));
      } catch (PolicyException e) {
        problems.add(section.at(), String.valueOf(e.getMessage()));
      }
    }
    if (words.value("policies").isPresent()) {
      MappingReader section = section(words, "policies", Keys.KUBERNETES_POLICIES);
      List<IsolatedPod> pods = NetworkPolicies.of(cluster, here, objects::note);
      isolations.add(
          new NetworkPolicyTable(
              POLICIES, pods, values(section, "node-addresses", IpAddress::parse)));
    }
    if (services.isEmpty() && isolations.isEmpty()) {
      problems.add(words.at(), words.what() + " does nothing; add services: or policies:");
    }
    try {
      return node.with(
          new NodePolicy(node.policy().tables(), node.policy().acls(), services, isolations));
    } catch (PolicyException e) {
      problems.add(words.at(), String.valueOf(e.getMessage()));
      return node;
    }
  }

  private MappingReader section(MappingReader words, String key, Keys keys) {
    return new MappingReader(words.value(key).orElseThrow(), keys, key, words.at(key), problems);
  }

  /** {@code masquerade}, which is the default, or an address. */
  private NewSource source(MappingReader section) {
    NewSource masquerade = new NewSource.Masquerade(PortChoice.FULLY_RANDOM);
    return section
        .text("source")
        .filter(text -> !text.text().equals("masquerade"))
        .flatMap(text -> value(text, IpAddress::parse).stream().findFirst())
        .<NewSource>map(NewSource.Fixed::new)
        .orElse(masquerade);
  }

  private <T> List<T> values(MappingReader section, String key, Function<String, T> reader) {
    return section.texts(key).stream().flatMap(text -> value(text, reader).stream()).toList();
  }

  private <T> List<T> value(YamlNode.Scalar text, Function<String, T> reader) {
    try {
      return List.of(reader.apply(text.text()));
    } catch (IllegalArgumentException e) {
      problems.add(text.at(), String.valueOf(e.getMessage()));
      return List.of();
    }
  }
}
