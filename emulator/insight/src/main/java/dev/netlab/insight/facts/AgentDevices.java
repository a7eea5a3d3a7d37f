package dev.netlab.insight.facts;

import dev.netlab.engine.agent.Device;
import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.site.Site;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices that a site's agent carries now. */
final class AgentDevices implements UserspaceDevices {
  private final Site site;
  private final List<Device> carried;

  AgentDevices(Site site) {
    this.site = site;
    this.carried = site.devices().carried();
  }

  @Override
  public Optional<DeviceState> state(String node, String interfaceName) {
    return carried.stream()
        .flatMap(device -> state(device, site.namespacePath(node), interfaceName).stream())
        .findFirst();
  }

  /** A wire stands for a veth, which it is where the kernel can impair one. */
  private static Optional<DeviceState> state(Device device, Path namespace, String interfaceName) {
    return switch (device) {
      case Device.Wire wire ->
          wire.otherEnd(namespace, interfaceName)
              .map(end -> new DeviceState("veth", Map.of("peer-index", index(end))));
      case Device.Geneve geneve when isAt(device, namespace, interfaceName) ->
          Optional.of(new DeviceState("geneve", parameters(geneve.tunnel())));
      case Device.WireGuard _ when isAt(device, namespace, interfaceName) ->
          Optional.of(new DeviceState("wireguard", Map.of()));
      case Device.Geneve _, Device.WireGuard _ -> Optional.empty();
    };
  }

  private static String index(Device.Wire.End end) {
    try (Namespace namespace = Namespace.open(end.namespace());
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace)) {
      return String.valueOf(Link.get(socket, end.interfaceName()).index());
    }
  }

  private static boolean isAt(Device device, Path namespace, String interfaceName) {
    return device.namespace().equals(namespace) && device.interfaceName().equals(interfaceName);
  }

  static Map<String, String> parameters(GeneveTunnel tunnel) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("id", Integer.toString(tunnel.id()));
    parameters.put("remote", IpAddress.of(tunnel.remote()).toString());
    parameters.put("dstport", Integer.toString(tunnel.port()));
    parameters.put("udpcsum", LinkCondition.onOff(tunnel.sent() == GeneveTunnel.SentChecksum.FULL));
    parameters.put("ttl", tunnel.ttl() == GeneveTunnel.DEFAULT ? "auto" : "" + tunnel.ttl());
    return parameters;
  }
}
