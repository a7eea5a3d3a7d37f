package dev.netlab.emulator.trace.reason;

import dev.netlab.emulator.agent.DeviceEvent;
import dev.netlab.emulator.capture.CapturedFrame;
import dev.netlab.emulator.capture.NodeEvent;
import dev.netlab.emulator.packet.TunnelPorts;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.tracing.DroppedPacket;
import java.util.List;
import java.util.Map;

/**
 * What was seen and heard while packets were under way.
 *
 * @param frames of all interfaces
 * @param lost by node, packets that were not captured
 * @param events of netfilter
 * @param connections by node, oldest first
 * @param devices what userspace devices did
 * @param drops of all the machine
 */
public record Clues(
    String lab,
    List<CapturedFrame> frames,
    Map<String, Long> lost,
    List<NodeEvent> events,
    Map<String, List<ConntrackEntry>> connections,
    List<DeviceEvent> devices,
    List<DroppedPacket> drops,
    TunnelPorts ports) {
  public Clues {
    frames = List.copyOf(frames);
    lost = Map.copyOf(lost);
    events = List.copyOf(events);
    connections = Map.copyOf(connections);
    devices = List.copyOf(devices);
    drops = List.copyOf(drops);
  }
}
