package dev.netlab.kubernetes;

import dev.netlab.nft.policy.Origin;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads files of Kubernetes objects. A file may contain several documents, lists, and objects of
 * the known kinds.
 */
public final class KubernetesReader {
  /** The size limit for a file, in bytes. A cluster has a similar limit for an object. */
  public static final int MAX_BYTES = 1_000_000;

  private static final String CORE = "v1";
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private enum Kind {
    NAMESPACE("Namespace", CORE),
    POD("Pod", CORE),
    SERVICE("Service", CORE),
    NETWORK_POLICY("NetworkPolicy", "networking.k8s.io/v1"),
    ENDPOINT_SLICE("EndpointSlice", "discovery.k8s.io/v1");

    private final String text;
    private final String apiVersion;

    Kind(String text, String apiVersion) {
      this.text = text;
      this.apiVersion = apiVersion;
    }

    static Optional<Kind> of(String text) {
      for (Kind kind : values()) {
        if (kind.text.equals(text)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  private final Consumer<Finding> findings;
  private final Map<String, Origin> taken = new HashMap<>();
  private final List<Sourced<Namespace>> namespaces = new ArrayList<>();
  private final List<Sourced<Pod>> pods = new ArrayList<>();
  private final List<Sourced<NetworkPolicy>> policies = new ArrayList<>();
  private final List<Sourced<Service>> services = new ArrayList<>();
  private final List<Sourced<EndpointSlice>> slices = new ArrayList<>();

  private KubernetesReader(Consumer<Finding> findings) {
    this.findings = findings;
  }

  /**
   * Reads files.
   *
   * @param findings receives every error found
   * @return the objects that could be read
   */
  public static KubernetesObjects read(List<KubernetesFile> files, Consumer<Finding> findings) {
    KubernetesReader reader = new KubernetesReader(findings);
    for (KubernetesFile file : files) {
      if (reader.isSmallEnough(file)) {
        for (YamlNode document : YamlDocuments.read(file, findings)) {
          reader.object(file.name(), document);
        }
      }
    }
    return new KubernetesObjects(
        reader.namespaces, reader.pods, reader.policies, reader.services, reader.slices);
  }

  private boolean isSmallEnough(KubernetesFile file) {
    byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MAX_BYTES) {
      return true;
    }
    int line = 1;
    for (int i = 0; i < MAX_BYTES - 1; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    findings.accept(
        Finding.error(
            new Origin(file.name(), line),
            "here the file passes %d bytes (it has %d); write its objects in several files, and a large policy as several"
                .formatted(MAX_BYTES, bytes.length)));
    return false;
  }

  private void object(String file, YamlNode piece) {
    Origin origin = new Origin(file, piece.line());
    if (!(piece instanceof YamlNode.Mapping object)) {
      report(origin, "an object is a mapping with apiVersion, kind and metadata");
      return;
    }
    Optional<String> written = text(object, "kind");
    if (written.isEmpty()) {
      report(origin, "the object has no kind; write kind: and apiVersion:");
      return;
    }
    String name = written.get();
    Origin kindAt = new Origin(file, object.at("kind").line());
    if (name.endsWith("List") && (name.equals("List") || Kind.of(listed(name)).isPresent())) {
      if (object.at("items") instanceof YamlNode.Sequence items) {
        items.items().forEach(item -> object(file, item));
      } else {
        report(kindAt, "a " + name + " has items");
      }
      return;
    }
    Optional<Kind> kind = Kind.of(name);
    if (kind.isEmpty()) {
      report(
          kindAt,
          "objects of kind %s are not known here; known: Namespace, Pod, Service, EndpointSlice, NetworkPolicy and lists of them"
              .formatted(name));
      return;
    }
    Kind known = kind.get();
    String version = text(object, "apiVersion").orElse("");
    if (!version.equals(known.apiVersion)) {
      report(
          new Origin(file, object.at("apiVersion").line()),
          "apiVersion of a %s is '%s'; write %s".formatted(name, version, known.apiVersion));
      return;
    }
    switch (known) {
      case NAMESPACE -> add(file, object, Namespace.class, namespaces);
      case POD -> add(file, object, Pod.class, pods);
      case SERVICE -> add(file, object, Service.class, services);
      case NETWORK_POLICY -> add(file, object, NetworkPolicy.class, policies);
      case ENDPOINT_SLICE -> add(file, object, EndpointSlice.class, slices);
    }
  }

  private <T extends HasMetadata> void add(
      String file, YamlNode.Mapping object, Class<T> type, List<Sourced<T>> all) {
    Sourced<T> written;
    try {
      written = new Sourced<>(ObjectMapping.read(object, type), path -> at(file, object, path));
    } catch (ObjectMapping.Unfit e) {
      report(at(file, object, e.path().toArray()), String.valueOf(e.getMessage()));
      return;
    }
    String kind = type.getSimpleName();
    String name = written.object().getMetadata() == null ? null : written.name();
    if (name == null || !isName(name) || !isName(written.namespace())) {
      report(
          written.at("metadata", "name"),
          name == null
              ? "the " + kind + " has no metadata.name"
              : "'%s' cannot be the name of a %s: a-z, 0-9, - and . (RFC 1123)"
                  .formatted(written.id(), kind));
      return;
    }
    String id = kind + " " + (type == Namespace.class ? name : written.id());
    Origin before = taken.putIfAbsent(id, written.at("metadata", "name"));
    if (before != null) {
      report(written.at("metadata", "name"), id + " is there already, at " + before);
      return;
    }
    all.add(written);
  }

  private static boolean isName(String name) {
    return name.length() <= 253 && NAME.matcher(name).matches();
  }

  private static Origin at(String file, YamlNode object, Object[] path) {
    YamlNode piece = object;
    for (Object step : path) {
      Optional<YamlNode> next = piece.find(step);
      if (next.isEmpty()) {
        break;
      }
      piece = next.get();
    }
    return new Origin(file, piece.line());
  }

  private static String listed(String list) {
    return list.substring(0, list.length() - "List".length());
  }

  private static Optional<String> text(YamlNode.Mapping object, String key) {
    return object.at(key) instanceof YamlNode.Scalar scalar && scalar.value() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  private void report(Origin origin, String message) {
    findings.accept(Finding.error(origin, message));
  }
}
