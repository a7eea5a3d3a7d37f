package dev.netlab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong is told with file and line, in words that say what to write. */
class BadInputTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: c, ports: [{name: http, containerPort: 80}]}]}
      status: {podIP: 10.1.1.5}
      ---
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: s}
      spec:
        clusterIP: 10.96.0.1
        selector: {app: web}
        ports:
        - %s
      """;

  /** Everything that is found, of reading and of both uses. */
  static List<String> findings(String text) {
    List<Finding> findings = new ArrayList<>();
    KubernetesObjects objects =
        KubernetesReader.read(List.of(new KubernetesFile("k.yaml", text)), findings::add);
    Cluster cluster = Cluster.of(objects, _ -> Optional.empty(), findings::add);
    NetworkPolicies.of(cluster, _ -> true, findings::add);
    KubernetesServices.of(cluster, _ -> true, 1, findings::add);
    return findings.stream().map(Finding::toString).distinct().toList();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "kind: Deployment\napiVersion: apps/v1",
            "k.yaml:1: objects of kind Deployment are not known here; known: Namespace, Pod,"
                + " Service, EndpointSlice, NetworkPolicy and lists of them"),
        Arguments.of(
            "apiVersion: v1", "k.yaml:1: the object has no kind; write kind: and apiVersion:"),
        Arguments.of("- 1", "k.yaml:1: an object is a mapping with apiVersion, kind and metadata"),
        Arguments.of(
            "a: [",
            "k.yaml:1: this is not YAML: expected the node content, but found '<stream end>'"),
        Arguments.of(
            "apiVersion: v1\nkind: \"\\UFFFFFFFF\"",
            "k.yaml:2: behind this is an escape \\U of a number that no character has; write one up"
                + " to \\U0010FFFF"),
        Arguments.of(
            "apiVersion: extensions/v1beta1\nkind: NetworkPolicy",
            "k.yaml:1: apiVersion of a NetworkPolicy is 'extensions/v1beta1'; write"
                + " networking.k8s.io/v1"),
        Arguments.of(
            "apiVersion: v1\nkind: Pod\nmetadata: {}", "k.yaml:3: the Pod has no metadata.name"),
        Arguments.of(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: A_b}",
            "k.yaml:3: 'default/A_b' cannot be the name of a Pod: a-z, 0-9, - and . (RFC 1123)"),
        Arguments.of(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    n: 1",
            "k.yaml:6: metadata.labels.n must be text; put it in quotes"),
        Arguments.of(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: a}",
            "k.yaml:3: pod default/a has no address: no node is called a, and its status has no"
                + " podIP"),
        Arguments.of(POD + POD, "k.yaml:9: Pod default/web is there already, at k.yaml:3"),
        Arguments.of(
            POD + POD.replace("name: web,", "name: other,"),
            "k.yaml:9: pod default/other has the address 10.1.1.5 of pod default/web (k.yaml:3)"),
        Arguments.of(
            POD
                + "apiVersion: networking.k8s.io/v1\n"
                + "kind: NetworkPolicy\n"
                + "metadata:\n"
                + "  name: p\n"
                + "  namespace: shop\n"
                + "spec: {podSelector: {}}",
            "k.yaml:11: there is no namespace 'shop' for NetworkPolicy p; known: default,"
                + " kube-node-lease, kube-public, kube-system"),
        Arguments.of(
            policy("ipBlock: {cidr: 10.0.0.0/16, except: [10.1.0.0/24]}", "port: 80"),
            "k.yaml:14: except 10.1.0.0/24 is not a part of its block 10.0.0.0/16; write a smaller"
                + " prefix within it"),
        Arguments.of(
            policy("ipBlock: {cidr: 10.0.0.0/16, except: [10.0.0.0/16]}", "port: 80"),
            "k.yaml:14: except 10.0.0.0/16 is not a part of its block 10.0.0.0/16; write a smaller"
                + " prefix within it"),
        Arguments.of(
            policy("ipBlock: {cidr: 10.0.0.0}", "port: 80"),
            "k.yaml:14: '10.0.0.0' is not a CIDR; write one such as 10.0.0.0/8"),
        Arguments.of(
            policy("{}", "port: 80"),
            "k.yaml:14: a peer is a podSelector, a namespaceSelector, both, or an ipBlock"),
        Arguments.of(
            policy("{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}", "port: 80"),
            "k.yaml:14: a peer with an ipBlock takes no selector; write two peers"),
        Arguments.of(
            policy("podSelector: {matchExpressions: [{key: a, operator: Is}]}", "port: 80"),
            "k.yaml:14: operator 'Is' is not one of In, NotIn, Exists, DoesNotExist"),
        Arguments.of(
            policy("podSelector: {matchExpressions: [{key: a, operator: In}]}", "port: 80"),
            "k.yaml:14: values: In needs at least one value"),
        Arguments.of(
            policy("podSelector: {matchLabels: {app: none}}", "port: 80"),
            "k.yaml:14: warning: policy default/p: the peer selects no pod of default"),
        Arguments.of(
            policy("namespaceSelector: {matchLabels: {a: b}}", "port: 80"),
            "k.yaml:14: warning: policy default/p: namespaceSelector selects no namespace"),
        Arguments.of(
            policy("podSelector: {}", "port: https"),
            "k.yaml:16: no pod that this is about has a TCP port called 'https'; write its number,"
                + " or name it in the pod's containers"),
        Arguments.of(
            policy("podSelector: {}", "{port: http, protocol: UDP}"),
            "k.yaml:16: no pod that this is about has a UDP port called 'http'; write its number,"
                + " or name it in the pod's containers"),
        Arguments.of(
            policy("podSelector: {}", "{port: http, endPort: 90}"),
            "k.yaml:16: endPort needs a port with a number, not 'http'"),
        Arguments.of(
            policy("podSelector: {}", "{port: 80, endPort: 79}"),
            "k.yaml:16: endPort 79 is not in 80 to 65535"),
        Arguments.of(
            policy("podSelector: {}", "{port: 70000}"),
            "k.yaml:16: port 70000 is not in 1 to 65535"),
        Arguments.of(
            policy("podSelector: {}", "{endPort: 79}"),
            "k.yaml:16: endPort needs a port before it; add port:"),
        Arguments.of(
            policy("podSelector: {}", "{port: 80, protocol: ICMP}"),
            "k.yaml:16: protocol 'ICMP' is not one of TCP, UDP, SCTP"),
        Arguments.of(
            policy("podSelectors: {}", "{port: 80}"),
            "k.yaml:14: unknown field spec.ingress[0].from[0].podSelectors; fields here: ipBlock,"
                + " namespaceSelector, podSelector"),
        Arguments.of(
            POD
                + "apiVersion: networking.k8s.io/v1\n"
                + "kind: NetworkPolicy\n"
                + "metadata: {name: p}\n"
                + "spec:\n"
                + "  podSelector: {matchLabels: {app: none}}",
            "k.yaml:11: warning: policy default/p selects no pod of namespace default"),
        Arguments.of(
            POD
                + "apiVersion: networking.k8s.io/v1\n"
                + "kind: NetworkPolicy\n"
                + "metadata: {name: p}\n"
                + "spec:\n"
                + "  policyTypes: [Ingress]",
            "k.yaml:11: warning: policy default/p has no podSelector and selects nothing; write"
                + " podSelector: {} for all pods of its namespace"),
        Arguments.of(
            POD
                + "apiVersion: networking.k8s.io/v1\n"
                + "kind: NetworkPolicy\n"
                + "metadata: {name: p}\n"
                + "spec:\n"
                + "  podSelector: {}\n"
                + "  policyTypes:\n"
                + "  - ingress",
            "k.yaml:13: policy type 'ingress' is not one of Ingress, Egress"),
        Arguments.of(
            POD
                + "apiVersion: v1\n"
                + "kind: Service\n"
                + "metadata: {name: s}\n"
                + "spec:\n"
                + "  clusterIP: 10.96.0.1\n"
                + "  selector: {app: web}",
            "k.yaml:11: service default/s has no port; write ports:"),
        Arguments.of(
            service("{port: 80, targetPort: https}"),
            "k.yaml:14: no pod of service default/s has a port called 'https'"),
        Arguments.of(
            service("{port: 80, nodePort: 30080}"),
            "k.yaml:14: a service of type ClusterIP has no nodePort; write type: NodePort"),
        Arguments.of(service("{port: 0}"), "k.yaml:14: port 0 is not in 1 to 65535"),
        Arguments.of(
            service("{name: a, port: 80}\n  - {name: a, port: 81}"),
            "k.yaml:15: two ports of service default/s are called a"),
        Arguments.of(
            service("port: 80")
                + "---\n"
                + String.format(SERVICE, "port: 80").replace("name: s", "name: t"),
            "k.yaml:23: service default/t has 10.96.0.1 tcp port 80, which k.yaml:14 has already"),
        Arguments.of(
            service("port: 80").replace("app: web}\n  ports", "app: none}\n  ports"),
            "k.yaml:12: warning: service default/s selects no pod of namespace default"));
  }

  private static String policy(String peer, String port) {
    return POD
        + """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress:
          - from:
            - %s
            ports:
            - %s
        """
            .formatted(peer, port);
  }

  private static String service(String port) {
    return POD + SERVICE.formatted(port);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isToldWithFileAndLine(String text, String finding) {
    assertThat(findings(text)).containsExactly(finding);
  }

  @Test
  void whatIsRightIsTakenWithoutAWord() {
    assertThat(findings(policy("podSelector: {}", "port: http"))).isEmpty();
    assertThat(findings(service("{port: 80, targetPort: http}"))).isEmpty();
  }

  @Test
  void aFileOfAMegabyteIsRefusedWhereItPassesTheLimit() {
    String text = policy("podSelector: {}", "port: 80");
    String large = text + "#".repeat(99).concat("\n").repeat(10_000);
    assertThat(findings(large))
        .containsExactly(
            "k.yaml:"
                + (text.lines().count()
                    + 1
                    + (KubernetesReader.MAX_BYTES - 1 - text.length()) / 100)
                + ": here the file passes 1000000 bytes (it has "
                + large.length()
                + "); write its objects in several files, and a large policy as several");
  }

  @Test
  void nestingWithoutEndCostsNothing() {
    assertThat(findings("[".repeat(100_000)))
        .containsExactly("k.yaml:1: this is nested more than 64 deep");
    StringBuilder bomb = new StringBuilder("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)));
    }
    assertThat(findings(bomb.toString()))
        .singleElement()
        .asString()
        .endsWith("with its aliases written out this has too many pieces");
  }
}
