package dev.netlab.insight.capture;

import dev.netlab.lab.CapturePoint;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netfilter.NetfilterEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen while a {@link Recorder} ran.
 *
 * @param frames by the kernel's time; those of one node with one time in the order in which the
 *     node's kernel saw them. That order knows nothing of the lab's wiring.
 * @param lost by node, packets that were seen and could not be kept: gaps in {@code frames}
 * @param events of all nodes' netfilter, in the order in which they happened
 * @param lostEvents how often the queue of events was full
 */
public record Recording(
    List<CapturedFrame> frames, Map<String, Long> lost, List<NodeEvent> events, long lostEvents) {
  public Recording {
    frames = List.copyOf(frames);
    lost = Map.copyOf(lost);
    events = List.copyOf(events);
  }

  /** The frames seen at a point, in order. */
  public List<CapturedFrame> at(CapturePoint point) {
    return frames.stream().filter(frame -> frame.isAt(point)).toList();
  }

  /** The connections that nodes reported, by node, in the order in which they did. */
  public Map<String, List<ConntrackEntry>> connections() {
    Map<String, List<ConntrackEntry>> connections = new HashMap<>();
    for (NodeEvent event : events) {
      if (event.event() instanceof NetfilterEvent.Connection connection) {
        connections.computeIfAbsent(event.node(), _ -> new ArrayList<>()).add(connection.entry());
      }
    }
    return connections;
  }

  /** Whether nothing that was seen is missing. */
  public boolean isComplete() {
    return lostEvents == 0 && lost.values().stream().allMatch(count -> count == 0);
  }
}
