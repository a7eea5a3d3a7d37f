package dev.netlab.wireguard.device;

import dev.netlab.wireguard.protocol.PacketEvent;

/** Receives what a device does with packets. */
@FunctionalInterface
public interface DeviceObserver {
  /**
   * Called by the device's thread, which waits: return soon.
   *
   * @param unixNanos when it happened, nanoseconds since 1970 by the machine's clock
   */
  void observe(long unixNanos, PacketEvent observation);
}
