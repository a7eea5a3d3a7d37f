package dev.netlab.emulator.agent;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A device that the agent keeps alive. */
interface RunningDevice {
  Device device();

  Map<String, Long> counters();

  /** What it says of itself: one for each interface that it serves. */
  default List<AgentStatus.DeviceStatus> status() {
    return List.of(
        new AgentStatus.DeviceStatus(
            DeviceJson.kind(device()),
            device().namespace().toString(),
            device().interfaceName(),
            counters()));
  }

  /** Becomes what is wanted, if that is this device with what can be changed while it runs. */
  default boolean becomes(Device wanted) {
    return device().equals(wanted);
  }

  /** Tells observers what becomes of packets, from the return of this on. */
  void observe(Observers observers);

  void stopObserving();

  /** Has {@code then} run when the device has ended, with {@code ": REASON"} where it failed. */
  void whenEnded(Consumer<String> then);

  /** Ends the device; its TUN or TAP stays. */
  void close();
}
