package dev.netlab.lab.yaml;

import dev.netlab.lab.Container;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Location;
import dev.netlab.lab.NftText;
import dev.netlab.lab.Node;
import dev.netlab.netlink.nft.NftWords;
import dev.netlab.nft.PolicyException;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.policy.NodePolicy;
import dev.netlab.nft.policy.Table;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an entry of {@code nodes}. */
final class NodeReader {
  private final NameIndex outline;
  private final Problems problems;

  NodeReader(NameIndex outline, Problems problems) {
    this.outline = outline;
    this.problems = problems;
  }

  Node read(YamlNode.Entry entry) {
    String name = entry.key().text();
    MappingReader node =
        new MappingReader(
            entry.value(), Keys.NODE, "node '" + name + "'", entry.key().at(), problems);
    Iproute2Reader iproute2 = new Iproute2Reader(outline, problems);
    List<Interface> interfaces = interfaces(name, node);
    Node read =
        new Node(
            name,
            node.truth("forwarding").orElse(false),
            interfaces,
            iproute2.routes(name, node.texts("routes")),
            iproute2.rules(name, node.texts("rules")),
            iproute2.neighbours(name, node.texts("neighbours")),
            iproute2.fdb(name, node.texts("fdb")),
            new SysctlsReader(node, outline.interfaces(name)).read(),
            hosts(node),
            nameservers(node),
            containers(name, node),
            policy(name, node),
            nft(node),
            entry.key().at());
    rejectSharedIndexes(read);
    return read;
  }

  private void rejectSharedIndexes(Node node) {
    Map<Integer, Interface> first = new LinkedHashMap<>();
    for (Interface i : node.interfaces()) {
      Interface other = first.putIfAbsent(node.index(i), i);
      if (other != null) {
        problems.add(
            i.index().isPresent() ? i.at() : other.at(),
            "'%s' and '%s' both have index %d%s; choose another"
                .formatted(
                    other.name(),
                    i.name(),
                    node.index(i),
                    i.index().isPresent() && other.index().isPresent()
                        ? ""
                        : ", which is that of a place in the file"));
      }
    }
  }

  private List<Interface> interfaces(String node, MappingReader section) {
    InterfaceReader reader = new InterfaceReader(outline, problems);
    List<Interface> interfaces = new ArrayList<>();
    for (YamlNode.Entry entry : section.entries("interfaces")) {
      interfaces.add(reader.read(node, entry));
    }
    for (String name : outline.interfaces(node)) {
      InterfaceRef end = new InterfaceRef(node, name);
      if (outline.keys(end).isEmpty()) {
        interfaces.add(InterfaceReader.unlisted(outline.namings(end).getFirst(), name));
      }
    }
    return interfaces;
  }

  private Map<InetAddress, List<String>> hosts(MappingReader node) {
    Map<InetAddress, List<String>> hosts = new LinkedHashMap<>();
    for (YamlNode.Entry entry : node.entries("hosts")) {
      Optional<InetAddress> address = node.values().address(entry.key(), "a key of hosts");
      List<String> names = new ArrayList<>();
      for (YamlNode.Scalar name : node.values().texts(entry.value(), "hosts")) {
        if (Names.wrongWithNode(name.text()).isPresent()) {
          problems.add(
              name.at(),
              "'%s' is not a host name; write one such as www.example".formatted(name.text()));
        }
        names.add(name.text());
      }
      address.ifPresent(a -> hosts.put(a, List.copyOf(names)));
    }
    return hosts;
  }

  private List<Container> containers(String node, MappingReader section) {
    ContainerReader reader = new ContainerReader(outline, problems);
    return section.entries("containers").stream()
        .flatMap(entry -> reader.read(node, entry).stream())
        .toList();
  }

  private List<InetAddress> nameservers(MappingReader node) {
    List<InetAddress> servers = new ArrayList<>();
    for (YamlNode.Scalar text : node.texts("nameserver")) {
      node.values().address(text, "nameserver").ifPresent(servers::add);
    }
    return servers;
  }

  private static Optional<NftText> nft(MappingReader node) {
    Optional<YamlNode.Scalar> scalar =
        node.value("nft").flatMap(yaml -> node.values().content(yaml, "nft"));
    Optional<NftText> nft = scalar.map(NodeReader::nft);
    nft.ifPresent(
        text ->
            NftWords.forbidden(text.text())
                .forEach(found -> reject(found, scalar.orElseThrow(), text, node.problems())));
    return nft;
  }

  private static NftText nft(YamlNode.Scalar text) {
    return new NftText(
        text.text(),
        text.block() ? new Location(text.at().file(), text.at().line() + 1, 0) : text.at(),
        text.block());
  }

  private static void reject(
      NftWords.Found found, YamlNode.Scalar scalar, NftText text, Problems problems) {
    String before = text.text().substring(0, found.offset());
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    problems.add(
        text.block() ? text.at(line) : scalar.at(found.offset()),
        switch (found.word()) {
          case "include" -> "nft text may not include files; write their lines here";
          default ->
              "'%s' is not for a node's rules; write what nft -f is to load"
                  .formatted(found.word());
        });
  }

  private NodePolicy policy(String name, MappingReader node) {
    List<AclTable> acls = new AclsReader(outline, problems).read(name, node);
    try {
      return new NodePolicy(tables(name, node), acls, List.of(), List.of());
    } catch (PolicyException e) {
      problems.add(node.at("policy"), String.valueOf(e.getMessage()));
      return NodePolicy.of(List.of());
    }
  }

  private List<Table> tables(String name, MappingReader node) {
    PolicyReader reader = new PolicyReader(outline, problems);
    List<Table> tables = new ArrayList<>();
    for (YamlNode.Entry entry : node.entries("policy")) {
      reader.read(name, entry).ifPresent(tables::add);
    }
    return tables;
  }
}
