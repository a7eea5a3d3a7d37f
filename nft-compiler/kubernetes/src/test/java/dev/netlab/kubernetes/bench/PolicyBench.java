package dev.netlab.kubernetes.bench;

import dev.netlab.kubernetes.Cluster;
import dev.netlab.kubernetes.KubernetesFile;
import dev.netlab.kubernetes.KubernetesObjects;
import dev.netlab.kubernetes.KubernetesReader;
import dev.netlab.kubernetes.KubernetesServices;
import dev.netlab.kubernetes.NetworkPolicies;
import dev.netlab.nft.compile.NetworkPolicyCompiler;
import dev.netlab.nft.compile.ServiceCompiler;
import dev.netlab.nft.policy.NetworkPolicyTable;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.ruleset.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes rulesets for scripts/bench-policy: of services or policies out of Kubernetes objects, and
 * the same as the linear list that iptables would have.
 */
public final class PolicyBench {
  private static final int ROUNDS = 5;
  private static final int OBJECTS_A_FILE = 1000;

  private PolicyBench() {}

  /**
   * {@code services|policies COUNT SETS-FILE LIST-FILE}; prints how long reading and compiling
   * took, in milliseconds, best of some rounds.
   */
  public static void main(String... arguments) throws IOException {
    int count = Integer.parseInt(arguments[1]);
    boolean services = arguments[0].equals("services");
    List<KubernetesFile> files = services ? services(count) : policies(count);
    Timed<KubernetesObjects> objects =
        Timed.best(
            () ->
                KubernetesReader.read(
                    files,
                    finding -> {
                      throw new IllegalStateException(finding.toString());
                    }));
    Timed<String> text =
        Timed.best(
            () -> {
              Cluster cluster = Cluster.of(objects.result(), _ -> Optional.empty(), _ -> {});
              return new Ruleset(
                      services
                          ? ServiceCompiler.compile(
                              ServiceTable.of(
                                  "bench",
                                  KubernetesServices.of(cluster, _ -> true, 1, _ -> {}),
                                  List.of()))
                          : NetworkPolicyCompiler.compile(
                              new NetworkPolicyTable(
                                  "bench",
                                  NetworkPolicies.of(cluster, _ -> true, _ -> {}),
                                  List.of())))
                  .text();
            });
    Files.writeString(Path.of(arguments[2]), text.result());
    Files.writeString(Path.of(arguments[3]), services ? serviceList(count) : policyList(count));
    System.out.printf("%.1f %.1f%n", objects.milliseconds(), text.milliseconds());
  }

  private record Timed<T>(T result, double milliseconds) {
    static <T> Timed<T> best(Supplier<T> work) {
      T result = work.get();
      long best = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        long start = System.nanoTime();
        result = work.get();
        best = Math.min(best, System.nanoTime() - start);
      }
      return new Timed<>(result, best / 1e6);
    }
  }

  private static String address(String network, int i) {
    return "%s.%d.%d".formatted(network, i / 250, i % 250 + 1);
  }

  private static String endpoint(int service, int i) {
    return "10.%d.%d.%d".formatted(1 + i, service / 250, service % 250 + 1);
  }

  private static List<KubernetesFile> services(int count) {
    List<KubernetesFile> files = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          """
          ---
          apiVersion: v1
          kind: Service
          metadata: {name: s%1$d}
          spec: {clusterIP: %2$s, ports: [{port: 80, protocol: UDP}]}
          ---
          apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata: {name: s%1$d, labels: {kubernetes.io/service-name: s%1$d}}
          addressType: IPv4
          ports: [{port: 8080, protocol: UDP}]
          endpoints: [{addresses: [%3$s]}, {addresses: [%4$s]}, {addresses: [%5$s]}]
          """
              .formatted(i, address("10.96", i), endpoint(i, 0), endpoint(i, 1), endpoint(i, 2)));
      if ((i + 1) % OBJECTS_A_FILE == 0 || i + 1 == count) {
        files.add(new KubernetesFile("services-" + files.size() + ".yaml", text.toString()));
        text.setLength(0);
      }
    }
    return files;
  }

  private static String serviceList(int count) {
    StringBuilder text = new StringBuilder("table ip bench {\n");
    for (int i = 0; i < count; i++) {
      text.append("\tchain s%d {\n".formatted(i));
      for (int j = 0; j < 3; j++) {
        String lot = j == 2 ? "" : " numgen random mod %d 0".formatted(3 - j);
        text.append(
            "\t\tmeta l4proto udp%s counter dnat to %s:8080\n".formatted(lot, endpoint(i, j)));
      }
      text.append("\t}\n");
    }
    text.append("\tchain services {\n");
    for (int i = 0; i < count; i++) {
      text.append("\t\tip daddr %s udp dport 80 jump s%d\n".formatted(address("10.96", i), i));
    }
    return text
        + """
        \t}
        \tchain nat-prerouting {
        \t\ttype nat hook prerouting priority dstnat;
        \t\tjump services
        \t}
        }
        """;
  }

  private static List<KubernetesFile> policies(int count) {
    List<KubernetesFile> files = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          """
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: p%1$d, labels: {app: a%1$d}}
          status: {podIP: %2$s}
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: n%1$d}
          spec:
            podSelector: {matchLabels: {app: a%1$d}}
            ingress:
            - from: [{podSelector: {matchLabels: {app: a%3$d}}}]
              ports: [{port: 80, protocol: UDP}]
            - from: [{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.64/26]}}]
              ports: [{port: 8000, endPort: 8100}]
          """
              .formatted(i, address("10.1", i), (i + 1) % count));
      if ((i + 1) % OBJECTS_A_FILE == 0 || i + 1 == count) {
        files.add(new KubernetesFile("policies-" + files.size() + ".yaml", text.toString()));
        text.setLength(0);
      }
    }
    return files;
  }

  private static String policyList(int count) {
    StringBuilder text = new StringBuilder("table ip bench {\n");
    for (int i = 0; i < count; i++) {
      text.append(
          """
          	chain p%d {
          		ip saddr %s udp dport 80 counter accept
          		ip saddr 192.0.2.0-192.0.2.63 tcp dport 8000-8100 counter accept
          		ip saddr 192.0.2.128-192.0.2.255 tcp dport 8000-8100 counter accept
          		counter drop
          	}
          """
              .formatted(i, address("10.1", (i + 1) % count)));
    }
    text.append(
        """
        \tchain filter-forward {
        \t\ttype filter hook forward priority filter;
        \t\tct state established,related counter accept
        """);
    for (int i = 0; i < count; i++) {
      text.append("\t\tip daddr %s jump p%d\n".formatted(address("10.1", i), i));
    }
    return text + "\t}\n}\n";
  }
}
