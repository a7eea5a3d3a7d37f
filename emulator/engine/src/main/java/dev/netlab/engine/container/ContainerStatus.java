package dev.netlab.engine.container;

import dev.netlab.lab.ContainerName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The status of a container.
 *
 * @param pid the number of its PID 1 on the host; empty while it does not run
 * @param restarts how often it was started again
 * @param exit its exit status when it last ended; 128 plus the signal's number if a signal ended it
 */
public record ContainerStatus(
    ContainerName name, Phase phase, OptionalLong pid, int restarts, OptionalInt exit) {

  /** The phases of a container's life. */
  public enum Phase {
    /** Waits for the containers that must be ready first. */
    WAITING,
    STARTING,
    READY,
    /** Ended, and will be started again. */
    BACKING_OFF,
    ENDED;

    /** {@code backing off}: the phase as messages name it. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** The status in its JSON form. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("node", name.node());
    map.put("container", name.container());
    map.put("state", phase.toString());
    pid.ifPresent(p -> map.put("pid", p));
    map.put("restarts", restarts);
    exit.ifPresent(status -> map.put("exit", status));
    return map;
  }

  /** Reads what {@link #toMap} wrote. */
  public static ContainerStatus fromMap(Map<?, ?> map) {
    String state = String.valueOf(map.get("state"));
    return new ContainerStatus(
        new ContainerName(String.valueOf(map.get("node")), String.valueOf(map.get("container"))),
        Phase.valueOf(state.replace(' ', '_').toUpperCase(java.util.Locale.ROOT)),
        map.get("pid") instanceof Number n ? OptionalLong.of(n.longValue()) : OptionalLong.empty(),
        map.get("restarts") instanceof Number n ? n.intValue() : 0,
        map.get("exit") instanceof Number n ? OptionalInt.of(n.intValue()) : OptionalInt.empty());
  }
}
