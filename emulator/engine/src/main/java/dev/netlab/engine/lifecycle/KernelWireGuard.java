package dev.netlab.engine.lifecycle;

import dev.netlab.lab.Located;
import dev.netlab.lab.WireGuardPeer.Identity;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.genetlink.GenericFamily;
import dev.netlab.netlink.genetlink.WireGuardDevice;
import dev.netlab.netlink.genetlink.WireGuardKey;
import dev.netlab.netlink.genetlink.WireGuardPeer;
import dev.netlab.netlink.genetlink.WireGuardPeer.Statistics;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.net.InetSocketAddress;

/** Configures the keys, ports and peers of the kernel's own WireGuard devices. */
final class KernelWireGuard {
  private final TunnelKeys keys;

  KernelWireGuard(TunnelKeys keys) {
    this.keys = keys;
  }

  void configure(Namespace namespace, Step.ConfigureWireGuard step) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, WireGuardDevice.FAMILY);
      socket.execute(device(step).replace(family));
    }
  }

  WireGuardDevice device(Step.ConfigureWireGuard step) {
    Identity.Tunnel self = new Identity.Tunnel(step.node(), step.device());
    return new WireGuardDevice(
        step.device(),
        new WireGuardKey(keys.secret(self).bytes()),
        null,
        step.wireguard().listenPort().orElse(0),
        step.wireguard().fwmark(),
        step.wireguard().peers().stream().map(this::peer).toList());
  }

  private WireGuardPeer peer(dev.netlab.lab.WireGuardPeer peer) {
    InetSocketAddress endpoint = peer.endpoint().orElse(null);
    return new WireGuardPeer(
        new WireGuardKey(keys.publicKey(peer.identity()).bytes()),
        peer.presharedKey().map(key -> new WireGuardKey(key.bytes())).orElse(null),
        endpoint,
        peer.allowedIps().stream().map(Located::value).toList(),
        peer.persistentKeepalive(),
        Statistics.NONE);
  }
}
