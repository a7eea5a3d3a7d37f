package dev.netlab.insight.trace.collect;

import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.insight.capture.Recording;
import dev.netlab.netlink.tracefs.DroppedPacket;
import java.util.List;

/**
 * What was captured and reported while a command ran.
 *
 * @param atRest whether no packet was under way any more at the end
 * @param devices what userspace devices did, in order
 * @param lostDeviceEvents how many of those were not reported
 * @param devicesMissing why they stopped reporting at some time; empty if they did not
 * @param drops packets that the kernel dropped anywhere in the machine, in order
 * @param lostDrops how many such events found no room
 * @param dropsMissing why the kernel did not report drops; empty if it did
 */
public record TraceRecording(
    Recording recording,
    boolean atRest,
    List<DeviceEvent> devices,
    long lostDeviceEvents,
    String devicesMissing,
    List<DroppedPacket> drops,
    long lostDrops,
    String dropsMissing) {
  public TraceRecording {
    drops = List.copyOf(drops);
    devices = List.copyOf(devices);
  }
}
