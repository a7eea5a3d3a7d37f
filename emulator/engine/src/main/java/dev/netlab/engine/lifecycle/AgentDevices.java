package dev.netlab.engine.lifecycle;

import dev.netlab.engine.agent.Device;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.links.GeneveTunnel.AcceptedChecksum;
import dev.netlab.engine.links.GeneveTunnel.SentChecksum;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.WireGuardPeer;
import dev.netlab.lab.WireGuardPeer.Identity;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.netns.NetnsDirectory;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;

/** Collects, step by step, the tunnels and wires that the agent should carry. */
final class AgentDevices {
  private final Plan plan;
  private final StateDirectory state;
  private final TunnelKeys keys;

  AgentDevices(Plan plan, StateDirectory state, TunnelKeys keys) {
    this.plan = plan;
    this.state = state;
    this.keys = keys;
  }

  Device of(Step.AttachGeneve step) {
    return new Device.Geneve(namespace(step.node()), step.device(), tunnel(step.geneve()));
  }

  Device of(Step.ConfigureWireGuard step) {
    return new Device.WireGuard(
        namespace(step.node()),
        step.device(),
        state.wireguard(step.node()).resolve(step.device() + ".sock"),
        configuration(step));
  }

  Device of(Step.AttachWire step) {
    return new Device.Wire(
        new Device.Wire.End(namespace(step.node()), step.device(), step.netem()),
        new Device.Wire.End(namespace(step.peerNode()), step.peerDevice(), step.peerNetem()));
  }

  private Path namespace(String node) {
    return NetnsDirectory.SYSTEM.name(plan.namespace(node));
  }

  static GeneveTunnel tunnel(Attachment.Geneve geneve) {
    boolean six = geneve.remote() instanceof Inet6Address;
    return GeneveTunnel.to(geneve.id(), geneve.remote())
        .withPort(geneve.port())
        .withTtl(geneve.ttl().orElse(GeneveTunnel.DEFAULT))
        .withDf(geneve.df())
        .withSent(geneve.udpChecksum() ? SentChecksum.FULL : SentChecksum.ZERO)
        .withAccepted(
            six && geneve.udpChecksum() ? AcceptedChecksum.FULL : AcceptedChecksum.FULL_OR_ZERO);
  }

  /** The lines of a UAPI {@code set} operation. */
  private String configuration(Step.ConfigureWireGuard step) {
    Attachment.WireGuard wireguard = step.wireguard();
    StringBuilder lines = new StringBuilder();
    Identity.Tunnel self = new Identity.Tunnel(step.node(), step.device());
    line(lines, "private_key", keys.secret(self).toHex());
    wireguard.listenPort().ifPresent(port -> line(lines, "listen_port", Integer.toString(port)));
    if (wireguard.fwmark() != 0) {
      line(lines, "fwmark", Integer.toUnsignedString(wireguard.fwmark()));
    }
    line(lines, "replace_peers", "true");
    wireguard.peers().forEach(peer -> peer(lines, peer));
    return lines.toString();
  }

  private void peer(StringBuilder lines, WireGuardPeer peer) {
    line(lines, "public_key", keys.publicKey(peer.identity()).toHex());
    peer.presharedKey()
        .ifPresent(key -> line(lines, "preshared_key", HexFormat.of().formatHex(key.bytes())));
    peer.endpoint().ifPresent(endpoint -> line(lines, "endpoint", text(endpoint)));
    if (peer.persistentKeepalive() != 0) {
      line(lines, "persistent_keepalive_interval", Integer.toString(peer.persistentKeepalive()));
    }
    line(lines, "replace_allowed_ips", "true");
    peer.allowedIps().forEach(allowed -> line(lines, "allowed_ip", allowed.value().cidr()));
  }

  private static String text(InetSocketAddress endpoint) {
    return IpAddress.of(endpoint.getAddress()).withPort(endpoint.getPort());
  }

  private static void line(StringBuilder lines, String key, String value) {
    lines.append(key).append('=').append(value).append('\n');
  }
}
