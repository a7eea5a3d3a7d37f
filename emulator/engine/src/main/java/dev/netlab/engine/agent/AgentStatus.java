package dev.netlab.engine.agent;

import dev.netlab.engine.container.ContainerStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself.
 *
 * @param pid its process
 * @param rssBytes its resident memory
 * @param uptimeMillis since it was started
 * @param devices those alive
 * @param containers all, in the order in which they were given
 */
public record AgentStatus(
    long pid,
    long rssBytes,
    long uptimeMillis,
    List<DeviceStatus> devices,
    List<ContainerStatus> containers) {
  public AgentStatus {
    devices = List.copyOf(devices);
    containers = List.copyOf(containers);
  }

  /**
   * One device that is alive.
   *
   * @param kind {@code geneve}, {@code wireguard}, or {@code wire} for each end of one
   * @param namespace the namespace's file
   * @param counters by name, in packets and bytes; what goes into the tunnel is sent. For a wire
   *     also {@code waiting} (packets that a delay or a rate holds back), for WireGuard also {@code
   *     handshaking} (peers whose response is waited for), {@code staged} (packets that wait for a
   *     session) and {@code lastHandshake} (nanoseconds since 1970, of any peer; 0 for never)
   */
  public record DeviceStatus(
      String kind, String namespace, String interfaceName, Map<String, Long> counters) {
    public DeviceStatus {
      counters = Map.copyOf(counters);
    }

    /** Packets that a wire's delay or rate holds back now. */
    public long waiting() {
      return counters.getOrDefault("waiting", 0L);
    }
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", pid);
    map.put("rss", rssBytes);
    map.put("uptime", uptimeMillis);
    map.put(
        "devices",
        devices.stream()
            .map(
                device ->
                    Map.of(
                        "kind", device.kind,
                        "namespace", device.namespace,
                        "interface", device.interfaceName,
                        "counters", device.counters))
            .toList());
    map.put("containers", containers.stream().map(ContainerStatus::toMap).toList());
    return map;
  }

  static AgentStatus fromMap(Map<String, Object> map) {
    return new AgentStatus(
        number(map.get("pid")),
        number(map.get("rss")),
        number(map.get("uptime")),
        ((List<?>) map.getOrDefault("devices", List.of()))
            .stream().map(device -> device((Map<?, ?>) device)).toList(),
        ((List<?>) map.getOrDefault("containers", List.of()))
            .stream().map(each -> ContainerStatus.fromMap((Map<?, ?>) each)).toList());
  }

  private static DeviceStatus device(Map<?, ?> map) {
    Map<String, Long> counters = new LinkedHashMap<>();
    if (map.get("counters") instanceof Map<?, ?> all) {
      all.forEach((name, count) -> counters.put(String.valueOf(name), number(count)));
    }
    return new DeviceStatus(
        String.valueOf(map.get("kind")),
        String.valueOf(map.get("namespace")),
        String.valueOf(map.get("interface")),
        counters);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
