package dev.netlab.lab.graph;

import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Lab;
import dev.netlab.lab.Node;
import dev.netlab.lab.WireGuardPeer;
import dev.netlab.lab.Written;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the other end of each tunnel: the node that has the remote address, and on it the interface
 * of the same kind and identifier. An address may occur twice in a lab, so a node whose tunnel
 * points back is preferred to one that only has the address.
 */
final class TunnelEnds {
  private final Lab lab;
  private final Map<Set<End>, Tunnel> pairs = new LinkedHashMap<>();

  private TunnelEnds(Lab lab) {
    this.lab = lab;
  }

  static List<Tunnel> of(Lab lab) {
    TunnelEnds ends = new TunnelEnds(lab);
    for (Node node : lab.nodes()) {
      node.interfaces().forEach(i -> ends.add(node, i));
    }
    return ends.tunnels();
  }

  private void add(Node node, Interface i) {
    End near = new End.Plug(node.name(), i.name());
    switch (i.attachment()) {
      case Attachment.Geneve geneve ->
          pair(
              near,
              far(node, i, geneve.remote()),
              PortKind.GENEVE,
              geneve.id() + "",
              udp(geneve.port()));
      case Attachment.Vxlan vxlan ->
          remotes(node, i, vxlan)
              .forEach(
                  remote ->
                      pair(
                          near,
                          far(node, i, remote),
                          PortKind.VXLAN,
                          vxlan.id() + "",
                          udp(vxlan.port())));
      case Attachment.WireGuard wireguard ->
          wireguard
              .peers()
              .forEach(
                  peer ->
                      far(node, i, peer)
                          .ifPresent(
                              far ->
                                  pair(
                                      near,
                                      far,
                                      PortKind.WIREGUARD,
                                      "",
                                      listening(wireguard, far))));
      case Attachment.NetworkPort _ -> {}
      case Attachment.VethPeer _ -> {}
      case Attachment.VethEnd _ -> {}
      case Attachment.BridgeDevice _ -> {}
      case Attachment.Tap _ -> {}
      case Attachment.Dummy _ -> {}
    }
  }

  private void pair(End near, End far, PortKind kind, String id, String port) {
    pairs.putIfAbsent(
        Set.copyOf(List.of(near, far)), new Tunnel(kind, id, port, List.of(near, far)));
  }

  /** The addresses from {@code remote} and from the FDB entries of the interface. */
  private static List<InetAddress> remotes(Node node, Interface i, Attachment.Vxlan vxlan) {
    Stream<InetAddress> entries =
        node.fdb().stream()
            .map(Written::value)
            .filter(entry -> entry.dev().equals(i.name()))
            .flatMap(entry -> Stream.ofNullable(entry.destination()));
    return Stream.concat(vxlan.remote().stream(), entries).distinct().toList();
  }

  private Optional<End> far(Node node, Interface i, WireGuardPeer peer) {
    return switch (peer.identity()) {
      case WireGuardPeer.Identity.Tunnel tunnel ->
          Optional.of(new End.Plug(tunnel.node(), tunnel.interfaceName()));
      case WireGuardPeer.Identity.PublicKey _ ->
          peer.endpoint().map(InetSocketAddress::getAddress).map(address -> far(node, i, address));
    };
  }

  private End far(Node near, Interface i, InetAddress remote) {
    List<Node> candidates =
        lab.nodes().stream().filter(node -> !node.equals(near) && has(node, remote)).toList();
    if (candidates.isEmpty()) {
      return new End.Elsewhere(IpAddress.of(remote).toString());
    }
    record Match(Node node, Interface there) {}
    return candidates.stream()
        .flatMap(node -> node.interfaces().stream().map(there -> new Match(node, there)))
        .filter(match -> answers(i.attachment(), match.there().attachment()))
        .min(Comparator.comparing(match -> !pointsTo(match.there().attachment(), near)))
        .<End>map(match -> new End.Plug(match.node().name(), match.there().name()))
        .orElseGet(() -> new End.Unanswered(candidates.getFirst().name()));
  }

  /** Whether {@code far} would accept what {@code near} sends, if it arrives at its node. */
  private static boolean answers(Attachment near, Attachment far) {
    return switch (near) {
      case Attachment.Geneve a ->
          far instanceof Attachment.Geneve b && a.id() == b.id() && a.port() == b.port();
      case Attachment.Vxlan a ->
          far instanceof Attachment.Vxlan b && a.id() == b.id() && a.port() == b.port();
      case Attachment.WireGuard _ -> far instanceof Attachment.WireGuard;
      case Attachment.NetworkPort _ -> false;
      case Attachment.VethPeer _ -> false;
      case Attachment.VethEnd _ -> false;
      case Attachment.BridgeDevice _ -> false;
      case Attachment.Tap _ -> false;
      case Attachment.Dummy _ -> false;
    };
  }

  private static boolean pointsTo(Attachment far, Node near) {
    return switch (far) {
      case Attachment.Geneve geneve -> has(near, geneve.remote());
      case Attachment.Vxlan vxlan -> vxlan.remote().filter(remote -> has(near, remote)).isPresent();
      case Attachment.WireGuard _ -> false;
      case Attachment.NetworkPort _ -> false;
      case Attachment.VethPeer _ -> false;
      case Attachment.VethEnd _ -> false;
      case Attachment.BridgeDevice _ -> false;
      case Attachment.Tap _ -> false;
      case Attachment.Dummy _ -> false;
    };
  }

  private static boolean has(Node node, InetAddress address) {
    return node.interfaces().stream()
        .flatMap(i -> i.addresses().stream())
        .anyMatch(written -> written.value().local().equals(address));
  }

  private String listening(Attachment.WireGuard near, End far) {
    OptionalInt port = near.listenPort();
    if (port.isEmpty() && far instanceof End.Plug plug) {
      port =
          lab.node(plug.node())
              .flatMap(node -> node.interfaceNamed(plug.interfaceName()))
              .map(Interface::attachment)
              .filter(Attachment.WireGuard.class::isInstance)
              .map(Attachment.WireGuard.class::cast)
              .map(Attachment.WireGuard::listenPort)
              .orElse(port);
    }
    return port.isPresent() ? udp(port.getAsInt()) : "";
  }

  private static String udp(int port) {
    return "udp " + port;
  }

  /** Connected pairs of the same VXLAN are one tunnel with many ends. */
  private List<Tunnel> tunnels() {
    List<Tunnel> tunnels = new ArrayList<>();
    for (Tunnel pair : pairs.values()) {
      if (pair.kind() != PortKind.VXLAN) {
        tunnels.add(pair);
        continue;
      }
      Set<End> ends = new LinkedHashSet<>();
      List<Tunnel> touching =
          tunnels.stream()
              .filter(
                  other -> other.label().equals(pair.label()) && other.port().equals(pair.port()))
              .filter(other -> other.ends().stream().anyMatch(pair.ends()::contains))
              .toList();
      touching.forEach(other -> ends.addAll(other.ends()));
      ends.addAll(pair.ends());
      int at = touching.isEmpty() ? tunnels.size() : tunnels.indexOf(touching.getFirst());
      tunnels.removeAll(touching);
      tunnels.add(at, new Tunnel(pair.kind(), pair.id(), pair.port(), List.copyOf(ends)));
    }
    return tunnels;
  }
}
