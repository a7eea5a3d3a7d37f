package dev.netlab.emulator.agent;

import java.util.Map;
import java.util.function.Consumer;

/** A device that the agent keeps alive. */
interface RunningDevice {
  Device device();

  Map<String, Long> counters();

  /** Tells observers what becomes of packets, from the return of this on. */
  void observe(Observers observers);

  void stopObserving();

  /** Has {@code then} run when the device has ended, with {@code ": REASON"} where it failed. */
  void whenEnded(Consumer<String> then);

  /** Ends the device; its TUN or TAP stays. */
  void close();
}
