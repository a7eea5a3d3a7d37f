package dev.netlab.wireguard.device;

import java.util.function.Supplier;

/** Where a device logs. It never logs keys or packets. */
public interface DeviceLog {
  /** Logs nothing. */
  DeviceLog SILENT =
      new DeviceLog() {
        @Override
        public void error(String message) {}

        @Override
        public void verbose(Supplier<String> message) {}
      };

  void error(String message);

  /** Details for debugging; the message is only made if it is logged. */
  void verbose(Supplier<String> message);
}
