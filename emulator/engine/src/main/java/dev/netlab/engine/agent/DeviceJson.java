package dev.netlab.engine.agent;

import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.links.GeneveTunnel.AcceptedChecksum;
import dev.netlab.engine.links.GeneveTunnel.SentChecksum;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.rtnetlink.DontFragment;
import dev.netlab.netlink.rtnetlink.Netem;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/**
 * Devices as JSON, in {@code agent.json} and in the agent's replies; both sides use this.
 *
 * <pre>{@code
 * [{"kind": "geneve", "namespace": "/run/netns/lab.node", "interface": "g0", "id": 7,
 *   "remote": "192.0.2.2", "port": 6081, "ttl": 0, "tos": 0, "df": "UNSET", "sent": "ZERO",
 *   "accepted": "FULL_OR_ZERO"},
 *  {"kind": "wireguard", "namespace": "/run/netns/lab.node", "interface": "wg0",
 *   "uapi": "/run/netlab/lab/nodes/node/wireguard/wg0.sock", "config": "private_key=...\n"},
 *  {"kind": "wire", "namespace": "/run/netns/lab.node", "interface": "eth0", "netem": "delay 12ms",
 *   "other": {"namespace": "/run/netns/lab.net", "interface": "node.eth0", "netem": ""}}]
 * }</pre>
 */
public final class DeviceJson {
  private DeviceJson() {}

  public static String write(List<Device> devices) {
    return JSON.std.asString(devices.stream().map(DeviceJson::toMap).toList());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws AgentException where a key is missing or a value cannot be
   */
  public static List<Device> read(String json) {
    try {
      List<?> devices = (List<?>) JSON.std.anyFrom(json);
      return devices.stream().map(device -> fromMap((Map<?, ?>) device)).toList();
    } catch (RuntimeException e) {
      throw new AgentException("read devices from JSON", e);
    }
  }

  static Map<String, Object> toMap(Device device) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind(device));
    map.put("namespace", device.namespace().toString());
    map.put("interface", device.interfaceName());
    switch (device) {
      case Device.Geneve geneve -> {
        GeneveTunnel tunnel = geneve.tunnel();
        map.put("id", tunnel.id());
        map.put("remote", IpAddress.of(tunnel.remote()).toString());
        map.put("port", tunnel.port());
        map.put("ttl", tunnel.ttl());
        map.put("tos", tunnel.tos());
        map.put("df", tunnel.df().name());
        map.put("sent", tunnel.sent().name());
        map.put("accepted", tunnel.accepted().name());
      }
      case Device.WireGuard wireguard -> {
        map.put("uapi", wireguard.uapi().toString());
        map.put("config", wireguard.configuration());
      }
      case Device.Wire(Device.Wire.End one, Device.Wire.End two) -> {
        map.put("netem", one.netem().toString());
        map.put(
            "other",
            Map.of(
                "namespace", two.namespace().toString(),
                "interface", two.interfaceName(),
                "netem", two.netem().toString()));
      }
    }
    return map;
  }

  static Device fromMap(Map<?, ?> map) {
    Path namespace = Path.of(text(map, "namespace"));
    String name = text(map, "interface");
    return switch (text(map, "kind")) {
      case "geneve" -> new Device.Geneve(namespace, name, tunnel(map));
      case "wireguard" ->
          new Device.WireGuard(namespace, name, Path.of(text(map, "uapi")), text(map, "config"));
      case "wire" -> new Device.Wire(end(map), end((Map<?, ?>) map.get("other")));
      default -> throw new IllegalArgumentException("unknown kind " + map.get("kind"));
    };
  }

  private static Device.Wire.End end(@Nullable Map<?, ?> map) {
    if (map == null) {
      throw new IllegalArgumentException("a wire without its other end");
    }
    return new Device.Wire.End(
        Path.of(text(map, "namespace")), text(map, "interface"), Netem.parse(text(map, "netem")));
  }

  private static GeneveTunnel tunnel(Map<?, ?> map) {
    return new GeneveTunnel(
        number(map, "id"),
        InetAddress.ofLiteral(text(map, "remote")),
        number(map, "port"),
        number(map, "ttl"),
        number(map, "tos"),
        DontFragment.valueOf(text(map, "df")),
        SentChecksum.valueOf(text(map, "sent")),
        AcceptedChecksum.valueOf(text(map, "accepted")));
  }

  static String kind(Device device) {
    return switch (device) {
      case Device.Geneve geneve -> "geneve";
      case Device.WireGuard wireguard -> "wireguard";
      case Device.Wire wire -> "wire";
    };
  }

  private static String text(Map<?, ?> map, String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a device without '" + key + "'");
  }

  private static int number(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number.intValue();
    }
    throw new IllegalArgumentException("a device without the number '" + key + "'");
  }
}
