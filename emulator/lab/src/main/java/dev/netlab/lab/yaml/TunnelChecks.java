package dev.netlab.lab.yaml;

import dev.netlab.lab.Attachment;
import dev.netlab.lab.Interface;
import dev.netlab.lab.Node;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds conflicting tunnels of one node: two that would receive the same packets, or two that
 * listen on the same UDP port and cannot share it.
 */
final class TunnelChecks {
  private final Problems problems;
  private final Map<Object, Interface> tunnels = new HashMap<>();
  private final Map<Port, Listener> ports = new HashMap<>();

  private TunnelChecks(Problems problems) {
    this.problems = problems;
  }

  private record Port(int number, boolean ipv6) {}

  private record Listener(String kind, Interface tunnel) {}

  /** The key by which the kernel distinguishes VXLANs; it ignores the remote. */
  private record Vxlan(int id, int port, boolean ipv6) {}

  private record Geneve(int id, int port, InetAddress remote) {}

  static void check(Node node, Problems problems) {
    TunnelChecks clashes = new TunnelChecks(problems);
    node.interfaces().forEach(clashes::check);
  }

  private void check(Interface i) {
    switch (i.attachment()) {
      case Attachment.Vxlan vxlan -> {
        boolean ipv6 = isIpv6(vxlan.remote().or(vxlan::local));
        rejectTwin(
            i,
            new Vxlan(vxlan.id(), vxlan.port(), ipv6),
            "the VNI %d on UDP port %d".formatted(vxlan.id(), vxlan.port()));
        listen(i, "vxlan", vxlan.port(), List.of(ipv6));
      }
      case Attachment.Geneve geneve -> {
        rejectTwin(
            i,
            new Geneve(geneve.id(), geneve.port(), geneve.remote()),
            "the VNI %d and this remote".formatted(geneve.id()));
        listen(i, "geneve", geneve.port(), List.of(geneve.remote() instanceof Inet6Address));
      }
      case Attachment.WireGuard wireguard ->
          wireguard
              .listenPort()
              .ifPresent(port -> listen(i, "wireguard", port, List.of(false, true)));
      case Attachment.NetworkPort _,
          Attachment.VethPeer _,
          Attachment.VethEnd _,
          Attachment.BridgeDevice _,
          Attachment.Tap _,
          Attachment.Dummy _ -> {}
    }
  }

  private static boolean isIpv6(Optional<InetAddress> address) {
    return address.filter(Inet6Address.class::isInstance).isPresent();
  }

  private void rejectTwin(Interface i, Object identity, String what) {
    Interface before = tunnels.putIfAbsent(identity, i);
    if (before != null) {
      problems.add(
          i.at(),
          "'%s' has %s already (line %d); give '%s' another id or port"
              .formatted(before.name(), what, before.at().line(), i.name()));
    }
  }

  /** Tunnels of one kind share a socket, but each WireGuard device has a separate one. */
  private void listen(Interface i, String kind, int port, List<Boolean> families) {
    for (boolean ipv6 : families) {
      Listener before = ports.putIfAbsent(new Port(port, ipv6), new Listener(kind, i));
      if (before != null && (kind.equals("wireguard") || !kind.equals(before.kind()))) {
        problems.add(
            i.at(),
            "'%s' listens on UDP port %d already (line %d); give '%s' another"
                .formatted(before.tunnel().name(), port, before.tunnel().at().line(), i.name()));
        return;
      }
    }
  }
}
