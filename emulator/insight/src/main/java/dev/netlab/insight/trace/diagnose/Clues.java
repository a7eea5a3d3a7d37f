package dev.netlab.insight.trace.diagnose;

import dev.netlab.engine.agent.DeviceEvent;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.NodeEvent;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.tracefs.DroppedPacket;
import dev.netlab.packet.TunnelPorts;
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
