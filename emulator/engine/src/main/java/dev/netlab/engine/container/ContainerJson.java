package dev.netlab.engine.container;

import dev.netlab.lab.Container.Restart;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Readiness;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.jr.ob.JSON;

/**
 * Containers as JSON, in {@code containers.json}.
 *
 * <pre>{@code
 * [{"node": "pod", "container": "web", "program": ["perl", ...], "directory": "/run/netlab/...",
 *   "cgroup": "netlab:lab.pod:web", "tcp": 8080, "after": ["pod/db"], "restart": "ALWAYS"}]
 * }</pre>
 */
public final class ContainerJson {
  private ContainerJson() {}

  public static String write(List<ContainerSpec> containers) {
    return JSON.std.asString(containers.stream().map(ContainerJson::toMap).toList());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ContainerException if a key is missing or a value is invalid
   */
  public static List<ContainerSpec> read(String json) {
    try {
      List<?> containers = (List<?>) JSON.std.anyFrom(json);
      return containers.stream().map(container -> fromMap((Map<?, ?>) container)).toList();
    } catch (RuntimeException e) {
      throw new ContainerException("read containers from JSON", e);
    }
  }

  private static Map<String, Object> toMap(ContainerSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("node", spec.name().node());
    map.put("container", spec.name().container());
    map.put("program", spec.program());
    map.put("directory", spec.directory().toString());
    map.put("cgroup", spec.cgroup());
    spec.ready()
        .ifPresent(
            ready -> {
              switch (ready) {
                case Readiness.Tcp(int port) -> map.put("tcp", port);
                case Readiness.Udp(int port) -> map.put("udp", port);
                case Readiness.Exec(String command) -> map.put("exec", command);
              }
            });
    map.put("after", spec.after().stream().map(ContainerName::toString).toList());
    map.put("restart", spec.restart().name());
    return map;
  }

  private static ContainerSpec fromMap(Map<?, ?> map) {
    return new ContainerSpec(
        new ContainerName(text(map, "node"), text(map, "container")),
        texts(map, "program"),
        Path.of(text(map, "directory")),
        text(map, "cgroup"),
        ready(map),
        texts(map, "after").stream().map(ContainerName::parse).toList(),
        Restart.valueOf(text(map, "restart")));
  }

  private static Optional<Readiness> ready(Map<?, ?> map) {
    if (map.get("tcp") instanceof Integer port) {
      return Optional.of(new Readiness.Tcp(port));
    }
    if (map.get("udp") instanceof Integer port) {
      return Optional.of(new Readiness.Udp(port));
    }
    return map.get("exec") instanceof String command
        ? Optional.of(new Readiness.Exec(command))
        : Optional.empty();
  }

  private static String text(Map<?, ?> map, String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("a container without '" + key + "'");
  }

  private static List<String> texts(Map<?, ?> map, String key) {
    if (map.get(key) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("a container without '" + key + "'");
  }
}
