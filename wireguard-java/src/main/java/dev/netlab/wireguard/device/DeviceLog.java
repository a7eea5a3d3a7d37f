package dev.netlab.wireguard.device;

import java.util.function.Supplier;

/** Where a device says what it does. Keys and packets are never said. */
public interface DeviceLog {
  /** Says nothing. */
  DeviceLog SILENT =
      new DeviceLog() {
        @Override
        public void error(String message) {}

        @Override
        public void verbose(Supplier<String> message) {}
      };

  void error(String message);

  /** What only somebody who looks for a fault wants to read; made only if it is read. */
  void verbose(Supplier<String> message);
}
