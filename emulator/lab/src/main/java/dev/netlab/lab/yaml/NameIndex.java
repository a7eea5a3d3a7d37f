package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names in a lab file. They are collected before the rest is read, so that a name may be used
 * above its definition. Ignores everything invalid, which the readers report.
 */
final class NameIndex {
  private final Set<String> networks = new LinkedHashSet<>();
  private final Map<String, Map<String, Set<String>>> nodes = new LinkedHashMap<>();
  private final Map<InterfaceRef, List<Naming>> namings = new LinkedHashMap<>();
  private final Map<String, Set<String>> containers = new LinkedHashMap<>();
  private final List<IpPrefix> prefixes = new ArrayList<>();

  /** A {@code peer:} of an interface. */
  record Naming(InterfaceRef by, YamlNode.Scalar text) {}

  NameIndex(YamlNode lab) {
    for (YamlNode.Entry entry : entriesAt(lab, "networks")) {
      networks.add(entry.key().text());
    }
    for (YamlNode.Entry node : entriesAt(lab, "nodes")) {
      Map<String, Set<String>> interfaces = new LinkedHashMap<>();
      for (YamlNode.Entry entry : entriesAt(node.value(), "interfaces")) {
        Set<String> keys = new LinkedHashSet<>();
        for (YamlNode.Entry e : entries(entry.value())) {
          keys.add(e.key().text());
          if (e.key().text().equals("address")) {
            YamlValues.items(e.value()).forEach(this::addPrefix);
          }
        }
        interfaces.put(entry.key().text(), keys);
      }
      nodes.put(node.key().text(), interfaces);
      Set<String> names = new LinkedHashSet<>();
      entriesAt(node.value(), "containers").forEach(e -> names.add(e.key().text()));
      containers.put(node.key().text(), names);
    }
    for (YamlNode.Entry node : entriesAt(lab, "nodes")) {
      for (YamlNode.Entry entry : entriesAt(node.value(), "interfaces")) {
        InterfaceRef by = new InterfaceRef(node.key().text(), entry.key().text());
        entries(entry.value()).stream()
            .filter(e -> e.key().text().equals("peer"))
            .forEach(e -> addNaming(by, e.value()));
      }
    }
  }

  private void addNaming(InterfaceRef by, YamlNode peer) {
    if (peer instanceof YamlNode.Scalar text) {
      InterfaceRef.parse(text.text())
          .ifPresent(
              end ->
                  namings.computeIfAbsent(end, _ -> new ArrayList<>()).add(new Naming(by, text)));
    }
  }

  private void addPrefix(YamlNode address) {
    if (address instanceof YamlNode.Scalar scalar) {
      try {
        IpPrefix prefix = IpPrefix.parse(scalar.text().split(" ", 2)[0]);
        if (prefix.length() < prefix.address().version().bits()) {
          prefixes.add(prefix);
        }
      } catch (IllegalArgumentException notOne) {
        // The reader reports it.
      }
    }
  }

  /**
   * The prefix length of the smallest network in the file that contains the address; empty if none
   * does.
   */
  Optional<Integer> lengthNear(InetAddress address) {
    return prefixes.stream()
        .filter(prefix -> prefix.contains(IpAddress.of(address)))
        .map(IpPrefix::length)
        .max(Comparator.naturalOrder());
  }

  Set<String> networks() {
    return networks;
  }

  Set<String> nodes() {
    return nodes.keySet();
  }

  /** The containers of a node. */
  Set<String> containers(String node) {
    return containers.getOrDefault(node, Set.of());
  }

  /** The interfaces of a node: those that it lists, and those that others name in {@code peer:}. */
  Set<String> interfaces(String node) {
    Set<String> names = new LinkedHashSet<>(listed(node).keySet());
    for (InterfaceRef end : namings.keySet()) {
      if (end.node().equals(node)) {
        names.add(end.interfaceName());
      }
    }
    return names;
  }

  /** The keys of an interface as its node lists it; empty if the node does not list it. */
  Optional<Set<String>> keys(InterfaceRef end) {
    return Optional.ofNullable(listed(end.node()).get(end.interfaceName()));
  }

  /** The WireGuard tunnels of a node. */
  List<String> tunnels(String node) {
    return listed(node).entrySet().stream()
        .filter(entry -> entry.getValue().contains("wireguard"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The interfaces that name this one as their peer, in the file's order. */
  List<Naming> namings(InterfaceRef end) {
    return namings.getOrDefault(end, List.of());
  }

  private Map<String, Set<String>> listed(String node) {
    return nodes.getOrDefault(node, Map.of());
  }

  private static List<YamlNode.Entry> entriesAt(YamlNode yaml, String key) {
    return entries(yaml).stream()
        .filter(entry -> entry.key().text().equals(key))
        .flatMap(entry -> entries(entry.value()).stream())
        .toList();
  }

  private static List<YamlNode.Entry> entries(YamlNode yaml) {
    return yaml instanceof YamlNode.Mapping mapping ? mapping.entries() : List.of();
  }
}
