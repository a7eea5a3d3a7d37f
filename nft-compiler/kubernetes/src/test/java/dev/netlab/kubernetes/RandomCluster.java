package dev.netlab.kubernetes;

import dev.netlab.ip.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Clusters and connections by chance, out of few words, so that they often meet. */
public final class RandomCluster {
  private static final List<String> NAMESPACES = List.of("default", "shop", "lab");
  private static final List<String> KEYS = List.of("app", "tier");
  private static final List<String> VALUES = List.of("a", "b", "c");
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
  private static final List<String> NAMES = List.of("http", "dns");
  private static final int[] PORTS = {53, 80, 81, 82, 443, 8080};

  private final Random random;
  private final StringBuilder yaml = new StringBuilder();
  private final List<IpAddress> addresses = new ArrayList<>();

  public RandomCluster(Random random, int pods, int policies) {
    this.random = random;
    namespaces();
    for (int i = 0; i < pods; i++) {
      pod(i);
    }
    for (int i = 0; i < policies; i++) {
      policy(i);
    }
    for (int i = 0; i < 4; i++) {
      addresses.add(
          IpAddress.parse("10.9.%d.%d".formatted(random.nextInt(2), random.nextInt(4) * 64 + 1)));
      addresses.add(IpAddress.parse("fd09::%x".formatted(random.nextInt(4) * 64 + 1)));
    }
  }

  /** What kubectl would be given. */
  public KubernetesFile file() {
    return new KubernetesFile("random.yaml", yaml.toString());
  }

  private void namespaces() {
    yaml.append(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {tier: a}}\n---\n");
    yaml.append(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: lab, labels: {tier: b, app: a}}\n");
  }

  private void pod(int i) {
    String v4 = "10.%d.1.%d".formatted(random.nextInt(2), 10 + i);
    String v6 = "fd00::%x".formatted(16 + i);
    addresses.add(IpAddress.parse(v4));
    addresses.add(IpAddress.parse(v6));
    List<String> ports = new ArrayList<>();
    for (String name : NAMES) {
      for (String protocol : PROTOCOLS) {
        // Every name is known somewhere: a name that no pod has is refused.
        if (i == 0 || random.nextInt(3) == 0) {
          ports.add(
              "{name: %s, containerPort: %d, protocol: %s}".formatted(name, port(), protocol));
        }
      }
    }
    yaml.append(
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: pod-%d, namespace: %s, labels: %s}
        spec: {containers: [{name: c, ports: [%s]}]}
        status: {podIPs: [{ip: %s}, {ip: "%s"}]}
        """
            .formatted(
                i,
                pick(NAMESPACES),
                "{" + String.join(", ", labels()) + "}",
                String.join(", ", ports),
                v4,
                v6));
  }

  private void policy(int i) {
    yaml.append(
        "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: policy-%d, namespace: %s}\nspec:\n"
            .formatted(i, pick(NAMESPACES)));
    yaml.append("  podSelector: ").append(selector()).append('\n');
    switch (random.nextInt(5)) {
      case 0 -> yaml.append("  policyTypes: [Ingress]\n");
      case 1 -> yaml.append("  policyTypes: [Egress]\n");
      case 2 -> yaml.append("  policyTypes: [Ingress, Egress]\n");
      default -> {}
    }
    if (random.nextInt(4) > 0) {
      yaml.append("  ingress: ").append(some(3, () -> rule("from"))).append('\n');
    }
    if (random.nextInt(2) > 0) {
      yaml.append("  egress: ").append(some(3, () -> rule("to"))).append('\n');
    }
  }

  private String rule(String peers) {
    List<String> parts = new ArrayList<>();
    if (random.nextInt(5) > 0) {
      parts.add(peers + ": " + some(3, this::peer));
    }
    if (random.nextInt(3) > 0) {
      parts.add("ports: " + some(3, this::policyPort));
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private String peer() {
    return switch (random.nextInt(5)) {
      case 0 -> "{podSelector: " + selector() + "}";
      case 1 -> "{namespaceSelector: " + selector() + "}";
      case 2 -> "{namespaceSelector: " + selector() + ", podSelector: " + selector() + "}";
      case 3 -> block4();
      default -> block6();
    };
  }

  private String block4() {
    List<String> wide = List.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/15", "10.9.0.0/16");
    String cidr = random.nextBoolean() ? pick(wide) : "10.%d.1.0/24".formatted(random.nextInt(2));
    List<String> holes = new ArrayList<>();
    if (cidr.equals("10.9.0.0/16")) {
      holes.add("10.9.0.%d/26".formatted(random.nextInt(4) * 64));
      holes.add("10.9.1.0/24");
    } else if (random.nextBoolean()) {
      int first = random.nextInt(2) == 0 ? 10 : 12;
      holes.add(
          cidr.endsWith("/24")
              ? cidr.replace(".0/24", "." + first + "/31")
              : "10.%d.1.%d/32".formatted(random.nextInt(2), 10 + random.nextInt(10)));
    }
    return "{ipBlock: {cidr: %s, except: [%s]}}".formatted(cidr, String.join(", ", holes));
  }

  private String block6() {
    String cidr = random.nextBoolean() ? "fd00::/16" : "::/0";
    return random.nextBoolean()
        ? "{ipBlock: {cidr: \"%s\"}}".formatted(cidr)
        : "{ipBlock: {cidr: \"%s\", except: [\"fd00::%x/127\"]}}"
            .formatted(cidr, 16 + 2 * random.nextInt(5));
  }

  private String policyPort() {
    String protocol = random.nextInt(3) == 0 ? "" : ", protocol: " + pick(PROTOCOLS);
    return switch (random.nextInt(5)) {
      case 0 -> "{port: " + pick(NAMES) + protocol + "}";
      case 1 -> "{port: " + port() + ", endPort: " + (8080 + random.nextInt(3)) + protocol + "}";
      case 2 -> "{protocol: " + pick(PROTOCOLS) + "}";
      default -> "{port: " + port() + protocol + "}";
    };
  }

  private String selector() {
    return switch (random.nextInt(6)) {
      case 0 -> "{}";
      case 1 ->
          "{matchExpressions: [{key: %s, operator: In, values: [a, b]}]}".formatted(pick(KEYS));
      case 2 ->
          "{matchExpressions: [{key: %s, operator: NotIn, values: [a]}]}".formatted(pick(KEYS));
      case 3 ->
          "{matchExpressions: [{key: %s, operator: %s}]}"
              .formatted(pick(KEYS), random.nextBoolean() ? "Exists" : "DoesNotExist");
      default -> "{matchLabels: {%s: %s}}".formatted(pick(KEYS), pick(VALUES));
    };
  }

  private List<String> labels() {
    return KEYS.stream()
        .filter(_ -> random.nextInt(3) > 0)
        .map(key -> key + ": " + pick(VALUES))
        .toList();
  }

  private String some(int most, Supplier<String> each) {
    List<String> all = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      all.add(each.get());
    }
    return "[" + String.join(", ", all) + "]";
  }

  private int port() {
    return PORTS[random.nextInt(PORTS.length)];
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** A connection between pods, or from or to others. */
  Oracle.Connection connection() {
    while (true) {
      IpAddress source = pick(addresses);
      IpAddress destination = pick(addresses);
      if (source.version() == destination.version() && !source.equals(destination)) {
        return new Oracle.Connection(source, destination, pick(PROTOCOLS), port());
      }
    }
  }
}
