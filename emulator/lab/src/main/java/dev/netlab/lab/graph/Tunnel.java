package dev.netlab.lab.graph;

import java.util.List;

/**
 * A tunnel between two ends, or a VXLAN that more than two ends share.
 *
 * @param id the VNI; empty for WireGuard
 * @param port {@code udp 6081}; empty if the port is not fixed
 * @param ends at least two
 */
public record Tunnel(PortKind kind, String id, String port, List<End> ends) {
  public Tunnel {
    ends = List.copyOf(ends);
  }

  /** {@code GENEVE 1}. */
  public String label() {
    return id.isEmpty() ? kind.title() : kind.title() + " " + id;
  }
}
