package dev.netlab.insight.snapshot;

import dev.netlab.engine.agent.Device;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.site.Site;
import dev.netlab.insight.snapshot.Tunnel.Carrier;
import dev.netlab.insight.snapshot.Tunnel.PeerEndpoint;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.netlink.genetlink.GenericFamily;
import dev.netlab.netlink.genetlink.WireGuardDevice;
import dev.netlab.netlink.genetlink.WireGuardKey;
import dev.netlab.netlink.genetlink.WireGuardPeer;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Geneve;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.Vxlan;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tunnels of a site's nodes: the kernel's own and those that an agent carries. */
final class Tunnels {
  private final Site site;
  private final List<Device> wanted;
  private final Set<Device> carried;

  Tunnels(Site site) {
    this.site = site;
    this.wanted = site.devices().wanted();
    this.carried = wanted.isEmpty() ? Set.of() : Set.copyOf(site.devices().carried());
  }

  /** Those of one node. */
  List<Tunnel> of(Path namespacePath, Namespace namespace, List<Link> links) {
    Stream<Tunnel> kernel = links.stream().flatMap(link -> kernel(link, namespace).stream());
    Stream<Tunnel> agent =
        wanted.stream()
            .filter(device -> device.namespace().equals(namespacePath))
            .filter(device -> links.stream().anyMatch(l -> l.name().equals(device.interfaceName())))
            .flatMap(device -> carriedByAgent(device).stream());
    return Stream.concat(kernel, agent).toList();
  }

  /** Where frames come out that go into one end of a wire of the agent's. */
  Optional<NodeInterface> otherEndOfWire(NodeInterface one) {
    Path namespace = site.namespacePath(one.node());
    return wanted.stream()
        .filter(Device.Wire.class::isInstance)
        .flatMap(wire -> ((Device.Wire) wire).otherEnd(namespace, one.name()).stream())
        .flatMap(
            end ->
                site.nodes().stream()
                    .filter(node -> site.namespacePath(node).equals(end.namespace()))
                    .map(node -> new NodeInterface(node, end.interfaceName())))
        .findFirst();
  }

  private static Optional<Tunnel> kernel(Link link, Namespace namespace) {
    return switch (link.kind()) {
      case Geneve geneve ->
          Optional.of(
              new Tunnel.Geneve(
                  link.name(),
                  Carrier.KERNEL,
                  geneve.id(),
                  IpAddress.of(geneve.remote()),
                  geneve.port(),
                  geneve.ttl(),
                  geneve.df()));
      case Vxlan vxlan ->
          Optional.of(
              new Tunnel.Vxlan(
                  link.name(),
                  vxlan.id(),
                  Optional.ofNullable(vxlan.local()).map(IpAddress::of),
                  Optional.ofNullable(vxlan.remote()).map(IpAddress::of),
                  vxlan.device(),
                  vxlan.port(),
                  vxlan.ttl(),
                  vxlan.df()));
      case LinkKind.WireGuard _ -> Optional.of(kernelWireGuard(link.name(), namespace));
      default -> Optional.empty();
    };
  }

  private Optional<Tunnel> carriedByAgent(Device device) {
    Carrier carrier = carried.contains(device) ? Carrier.AGENT : Carrier.NOBODY;
    return switch (device) {
      case Device.Geneve(Path _, String name, GeneveTunnel t) ->
          Optional.of(
              new Tunnel.Geneve(
                  name, carrier, t.id(), IpAddress.of(t.remote()), t.port(), t.ttl(), t.df()));
      case Device.WireGuard wireguard -> {
        String text = wireguard.configuration();
        if (carrier == Carrier.AGENT) {
          try {
            text = WireGuardText.get(wireguard.uapi());
          } catch (IOException gone) {
            carrier = Carrier.NOBODY;
          }
        }
        yield Optional.of(WireGuardText.read(wireguard.interfaceName(), carrier, text));
      }
      case Device.Wire _ -> Optional.empty();
    };
  }

  private static Tunnel kernelWireGuard(String name, Namespace namespace) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, WireGuardDevice.FAMILY);
      WireGuardDevice device = WireGuardDevice.get(socket, family, name);
      return new Tunnel.WireGuard(
          name,
          Carrier.KERNEL,
          device.publicKey() == null ? "" : base64(device.publicKey()),
          device.listenPort(),
          device.fwmark(),
          device.peers().stream().map(Tunnels::peer).toList());
    }
  }

  private static Tunnel.Peer peer(WireGuardPeer peer) {
    WireGuardPeer.Statistics statistics = peer.statistics();
    return new Tunnel.Peer(
        base64(peer.publicKey()),
        digest(peer.presharedKey()),
        Optional.ofNullable(peer.endpoint())
            .map(e -> new PeerEndpoint(IpAddress.of(e.getAddress()), e.getPort())),
        peer.allowed().stream()
            .map(prefix -> new IpPrefix(IpAddress.of(prefix.address()), prefix.length()))
            .collect(Collectors.toList()),
        statistics.lastHandshake() == null ? 0 : statistics.lastHandshake().getEpochSecond());
  }

  private static String digest(@Nullable WireGuardKey key) {
    if (key == null) {
      return "";
    }
    String hex = HexFormat.of().formatHex(key.bytes());
    return hex.chars().allMatch(c -> c == '0') ? "" : WireGuardText.digest(hex);
  }

  private static String base64(WireGuardKey key) {
    return Base64.getEncoder().encodeToString(key.bytes());
  }
}
