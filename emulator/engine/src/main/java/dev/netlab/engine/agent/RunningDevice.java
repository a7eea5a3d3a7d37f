package dev.netlab.engine.agent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A device that the agent keeps alive. */
interface RunningDevice {
  Device device();

  /** Starts to send; until then it only listens, and what it receives waits. */
  default void begin() {}

  /** Its status, one for each interface that it serves. */
  List<AgentStatus.DeviceStatus> status();

  /** The status of a device with one interface. */
  default List<AgentStatus.DeviceStatus> status(Map<String, Long> counters) {
    return List.of(
        new AgentStatus.DeviceStatus(
            DeviceJson.kind(device()),
            device().namespace().toString(),
            device().interfaceName(),
            counters));
  }

  /**
   * Applies {@code wanted} if it differs only in settings that can change at run time; returns
   * whether it did.
   */
  default boolean apply(Device wanted) {
    return device().equals(wanted);
  }

  /** Reports packets to the observers, from the return of this on. */
  void observe(Observers observers);

  void stopObserving();

  /** Is done when the device has ended, with what it failed by. */
  CompletionStage<?> ended();

  /** Has {@code then} run when the device has ended, with {@code ": REASON"} where it failed. */
  default void whenEnded(Consumer<String> then) {
    var _ =
        ended()
            .handle(
                (nothing, failure) -> {
                  then.accept(failure == null ? "" : ": " + failure.getMessage());
                  return true;
                });
  }

  /** Ends the device; its TUN or TAP stays. */
  void close();
}
