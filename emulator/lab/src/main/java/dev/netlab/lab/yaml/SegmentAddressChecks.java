package dev.netlab.lab.yaml;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Located;
import dev.netlab.lab.Node;
import dev.netlab.lab.Written;
import dev.netlab.netlink.rtnetlink.Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds addresses that two interfaces of one Ethernet segment share ({@link DuplicateChecks} finds
 * duplicates on one interface). A segment is a network, a veth, or a bridge of a node with its
 * ports, and everything that these join.
 */
final class SegmentAddressChecks {
  private final List<Node> nodes;

  /** Maps a part of a segment to another part of it, as a union-find forest. */
  private final Map<String, String> joined = new HashMap<>();

  SegmentAddressChecks(List<Node> nodes) {
    this.nodes = nodes;
  }

  private record Seen(String segment, InetAddress address) {}

  void check(Problems problems) {
    for (Node node : nodes) {
      node.interfaces().forEach(i -> join(node, i));
    }
    Map<Seen, Located<String>> first = new HashMap<>();
    for (Node node : nodes) {
      for (Interface i : node.interfaces()) {
        String end = node.name() + ":" + i.name();
        for (Written<Address> written : i.addresses()) {
          InetAddress address = written.value().local();
          Located<String> before =
              first.putIfAbsent(new Seen(root(end), address), new Located<>(end, written.at()));
          if (before != null && !before.value().equals(end)) {
            problems.add(
                written.at(),
                "%s has the address %s already (line %d), on the same segment; give %s another"
                    .formatted(before.value(), IpAddress.of(address), before.at().line(), end));
          }
        }
      }
    }
  }

  private void join(Node node, Interface i) {
    String end = node.name() + ":" + i.name();
    i.master().ifPresent(master -> join(end, node.name() + ":" + master));
    switch (i.attachment()) {
      case Attachment.NetworkPort port -> join(end, port.network());
      case Attachment.VethPeer peer -> join(end, peer.node() + ":" + peer.interfaceName());
      case Attachment.VethEnd peer -> join(end, peer.node() + ":" + peer.interfaceName());
      case Attachment.BridgeDevice _,
          Attachment.Vxlan _,
          Attachment.Geneve _,
          Attachment.WireGuard _,
          Attachment.Tap _,
          Attachment.Dummy _ -> {}
    }
  }

  private void join(String a, String b) {
    String rootOfA = root(a);
    String rootOfB = root(b);
    if (!rootOfA.equals(rootOfB)) {
      joined.put(rootOfA, rootOfB);
    }
  }

  private String root(String part) {
    String root = part;
    for (String next = joined.get(root); next != null; next = joined.get(root)) {
      root = next;
    }
    if (!root.equals(part)) {
      joined.put(part, root);
    }
    return root;
  }
}
