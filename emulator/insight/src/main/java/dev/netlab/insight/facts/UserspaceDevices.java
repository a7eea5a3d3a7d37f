package dev.netlab.insight.facts;

import java.util.Map;
import java.util.Optional;

/** Knows the devices that are not the kernel's, from those who run them. */
@FunctionalInterface
public interface UserspaceDevices {
  /** What the device of that name is; empty if it is none of them, or does not answer. */
  Optional<DeviceState> state(String node, String interfaceName);

  /**
   * A device as it runs.
   *
   * @param kind {@code geneve} or {@code wireguard}
   * @param parameters by the words of {@code ip -d link}: {@code id}, {@code remote}, {@code
   *     dstport}
   */
  record DeviceState(String kind, Map<String, String> parameters) {
    public DeviceState {
      parameters = Map.copyOf(parameters);
    }
  }
}
