package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.trace.collect.TraceRecording;
import dev.netlab.packet.TunnelPorts;
import java.util.Set;

/**
 * What a trace is made from, beside the state of the lab.
 *
 * @param lab whose namespaces are named {@code LAB.NODE}
 * @param networks names of those nodes that are segments: what they do is reported with the hop
 *     before
 * @param ports behind which there are tunnels
 */
public record TraceInput(
    String lab, Set<String> networks, TunnelPorts ports, TraceRecording recording) {
  public TraceInput {
    networks = Set.copyOf(networks);
  }
}
