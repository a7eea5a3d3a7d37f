package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.kubernetes.Cluster;
import dev.netlab.kubernetes.Finding;
import dev.netlab.kubernetes.KubernetesFile;
import dev.netlab.kubernetes.KubernetesObjects;
import dev.netlab.kubernetes.KubernetesReader;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.lab.Node;
import dev.netlab.lab.PrintableText;
import dev.netlab.lab.Problem;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the lab's {@code kubernetes}: the files with the objects of its cluster, whose pods are
 * nodes.
 */
final class ClusterObjects {
  /** The size of kubectl's output for a cluster of a few thousand pods. */
  private static final int MAX_BYTES = 32 << 20;

  private final Path folder;
  private final Problems problems;
  private final List<Problem> warnings = new ArrayList<>();

  /**
   * Reads files in a folder.
   *
   * @param folder the folder of the lab file
   */
  ClusterObjects(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** What is probably not intended. */
  List<Problem> warnings() {
    return warnings;
  }

  /** The cluster in these files. A pod has the addresses of the node with the same name. */
  Cluster read(List<YamlNode.Scalar> names, List<Node> nodes) {
    List<KubernetesFile> files = new ArrayList<>();
    for (YamlNode.Scalar name : names) {
      text(name).ifPresent(text -> files.add(new KubernetesFile(name.text(), text)));
    }
    KubernetesObjects objects = KubernetesReader.read(files, this::note);
    Map<String, List<IpAddress>> addresses = new HashMap<>();
    nodes.forEach(node -> addresses.put(node.name(), addresses(node)));
    Map<String, String> owners = new HashMap<>();
    return Cluster.of(
        objects,
        id -> {
          String name = id.substring(id.indexOf('/') + 1);
          Optional<List<IpAddress>> own = Optional.ofNullable(addresses.get(name));
          String other = owners.putIfAbsent(name, id);
          return other == null ? own : Optional.empty();
        },
        this::note);
  }

  void note(Finding finding) {
    Location at =
        new Location(
            folder.resolve(finding.origin().file()).toString(), finding.origin().line(), 0);
    switch (finding.severity()) {
      case ERROR -> problems.add(at, finding.message());
      case WARNING -> {
        Problem warning = new Problem(at, finding.message());
        if (!warnings.contains(warning)) {
          warnings.add(warning);
        }
      }
    }
  }

  private Optional<String> text(YamlNode.Scalar name) {
    if (!name.text().matches("[^/]+\\.ya?ml")
        || !PrintableText.isPrintable(name.text())
        || name.text().equals("lab.yaml")) {
      problems.add(
          name.at(),
          "'%s' cannot have objects; name a .yaml file of the lab file's folder"
              .formatted(name.text()));
      return Optional.empty();
    }
    try {
      return Optional.of(text(folder.resolve(name.text())));
    } catch (IOException e) {
      problems.add(name.at(), name.text() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The text of a file with objects.
   *
   * @throws IOException if the file is rejected; the message states why and what to do
   */
  static String text(Path file) throws IOException {
    return TextFile.read(file, MAX_BYTES);
  }

  private static List<IpAddress> addresses(Node node) {
    List<IpAddress> addresses = new ArrayList<>();
    for (Interface i : node.interfaces()) {
      for (Written<Address> written : i.addresses()) {
        addresses.add(IpAddress.of(written.value().local()));
      }
    }
    return addresses;
  }
}
