package dev.netlab.emulator.trace.watch;

import dev.netlab.emulator.agent.DeviceEvent;
import dev.netlab.emulator.capture.Recording;
import java.util.List;

/**
 * What was seen and heard.
 *
 * @param devices what userspace devices did, in order
 * @param lostDeviceEvents how many of those were not told
 */
public record Watched(Recording recording, List<DeviceEvent> devices, long lostDeviceEvents) {
  public Watched {
    devices = List.copyOf(devices);
  }
}
