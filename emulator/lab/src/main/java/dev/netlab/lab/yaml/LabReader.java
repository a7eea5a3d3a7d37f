package dev.netlab.lab.yaml;

import dev.netlab.kubernetes.Cluster;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.Location;
import dev.netlab.lab.Network;
import dev.netlab.lab.Node;
import dev.netlab.lab.Problem;
import dev.netlab.lab.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a lab file: text to {@link YamlNode}, to the file's names ({@link NameIndex}), to records.
 * It returns a lab only if all of it is valid; otherwise it reports all problems at once.
 */
public final class LabReader {
  /** The file of a lab with 10 000 nodes has about 2 MB. */
  private static final int MAX_BYTES = 4 << 20;

  private final Problems problems = new Problems();
  private final NameIndex outline;
  private final MappingReader section;
  private final Path folder;

  /** The names of the nodes without problems; further checks cover only these. */
  private final Set<String> whole = new HashSet<>();

  private LabReader(YamlNode root, String file, Path folder) {
    this.folder = folder;
    this.outline = new NameIndex(root);
    this.section = new MappingReader(root, Keys.LAB, "the lab", Location.of(file), problems);
  }

  /**
   * Reads a lab file.
   *
   * @throws LabFileException if anything in it is wrong
   */
  public static Lab read(Path file) {
    return read(file, text(file), Optional.empty());
  }

  /**
   * Reads a lab file, but gives the lab another name.
   *
   * @throws LabFileException if anything in it is wrong
   */
  public static Lab read(Path file, LabName name) {
    return read(file, text(file), Optional.of(name));
  }

  /**
   * Reads a lab file whose text was already read.
   *
   * @param text of the file
   * @param name the lab's name, if it differs from the one in the file
   * @throws LabFileException if anything in it is wrong
   */
  public static Lab read(Path file, String text, Optional<LabName> name) {
    return read(file.toString(), text, file.resolveSibling(""), name);
  }

  /** Reads a lab file's text; {@code file} is its path in messages. */
  static Lab read(String file, String text, Optional<LabName> name) {
    return read(file, text, Path.of(""), name);
  }

  /** Does the same, with the folder of the files that the lab file names. */
  static Lab read(String file, String text, Path folder, Optional<LabName> name) {
    YamlNode root =
        YamlParser.read(file, text)
            .filter(yaml -> !(yaml instanceof YamlNode.Scalar scalar && scalar.isNothing()))
            .orElseThrow(
                () -> rejected(file, "the file is empty; a lab has a name: and nodes:, at least"));
    if (!(root instanceof YamlNode.Mapping)) {
      throw new LabFileException(
          List.of(
              new Problem(
                  root.at(),
                  "a lab is a mapping, not %s; begin with name: and nodes:"
                      .formatted(root.kind()))));
    }
    return new LabReader(root, file, folder).lab(name);
  }

  /**
   * The text of a lab file.
   *
   * @throws LabFileException if it is not a file, or cannot contain a lab
   */
  public static String text(Path file) {
    try {
      return TextFile.read(file, MAX_BYTES);
    } catch (IOException e) {
      throw rejected(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  /**
   * The text of a file with the objects of a cluster.
   *
   * @throws LabFileException if it is not a file, or cannot contain objects
   */
  public static String objects(Path file) {
    try {
      return ClusterObjects.text(file);
    } catch (IOException e) {
      throw rejected(file.toString(), String.valueOf(e.getMessage()));
    }
  }

  private static LabFileException rejected(String file, String message) {
    return new LabFileException(List.of(new Problem(Location.of(file), message)));
  }

  private Lab lab(Optional<LabName> otherName) {
    Optional<YamlNode.Scalar> written = section.requiredText("name");
    written.ifPresent(
        text -> LabName.wrongWith(text.text()).ifPresent(w -> problems.add(text.at(), w)));
    List<Network> networks = new ArrayList<>();
    for (YamlNode.Entry entry : section.entries("networks")) {
      networks.add(network(entry));
    }
    List<Node> nodes = new ArrayList<>();
    section.required("nodes");
    for (YamlNode.Entry entry : section.entries("nodes")) {
      nodes.add(node(entry));
    }
    ContainerCycles.check(nodes, problems);
    Map<String, String> packages = PackagesReader.read(section);
    List<YamlNode.Scalar> files = section.texts("kubernetes");
    List<Problem> warnings = kubernetes(files, nodes);
    List<Scenario> scenarios = new ArrayList<>();
    ScenarioReader reader = new ScenarioReader(outline, problems);
    for (YamlNode.Entry entry : section.entries("scenarios")) {
      scenarios.add(reader.read(entry));
    }
    String title = section.text("title").map(YamlNode.Scalar::text).orElse("");
    KernelChecks.check(networks, nodes, node -> whole.contains(node.name()), problems);
    problems.throwIfAny();
    return new Lab(
        otherName.or(() -> written.map(text -> new LabName(text.text()))).orElseThrow(),
        title,
        networks,
        nodes,
        scenarios,
        packages,
        files.stream().map(YamlNode.Scalar::text).toList(),
        warnings);
  }

  /** Adds the cluster's tables to the nodes; returns what is probably not intended. */
  private List<Problem> kubernetes(List<YamlNode.Scalar> files, List<Node> nodes) {
    Map<String, YamlNode.Entry> words = new LinkedHashMap<>();
    for (YamlNode.Entry node : section.entries("nodes")) {
      if (node.value() instanceof YamlNode.Mapping mapping) {
        mapping.entries().stream()
            .filter(entry -> entry.key().text().equals("kubernetes"))
            .forEach(entry -> words.put(node.key().text(), entry));
      }
    }
    if (files.isEmpty()) {
      words
          .values()
          .forEach(
              entry ->
                  problems.add(
                      entry.key().at(), "the lab has no objects; add kubernetes: [FILE] to it"));
      return List.of();
    }
    ClusterObjects objects = new ClusterObjects(folder, problems);
    Cluster cluster = objects.read(files, nodes);
    KubernetesNodeReader reader = new KubernetesNodeReader(objects, cluster, problems);
    nodes.replaceAll(
        node ->
            Optional.ofNullable(words.get(node.name()))
                .map(entry -> reader.read(node, entry))
                .orElse(node));
    return objects.warnings();
  }

  private Network network(YamlNode.Entry entry) {
    String name = entry.key().text();
    Location at = entry.key().at();
    Names.wrongWithNode(name).ifPresent(wrong -> problems.add(at, wrong));
    MappingReader network =
        new MappingReader(entry.value(), Keys.NETWORK, "network '" + name + "'", at, problems);
    return new Network(name, InterfaceReader.mtu(network), at);
  }

  private Node node(YamlNode.Entry entry) {
    String name = entry.key().text();
    Names.wrongWithNode(name).ifPresent(wrong -> problems.add(entry.key().at(), wrong));
    if (outline.networks().contains(name)) {
      problems.add(
          entry.key().at(),
          "'%s' is a network already, and networks and nodes share their names; rename one"
              .formatted(name));
    }
    int before = problems.count();
    Node node = new NodeReader(outline, problems).read(entry);
    if (problems.count() == before) {
      whole.add(name);
    }
    return node;
  }
}
