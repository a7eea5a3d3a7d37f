package dev.netlab.packet;

import java.util.Set;

/**
 * The UDP destination ports whose datagrams are checked for a tunnel header. WireGuard needs none:
 * its messages are recognizable by themselves, and NAT may give them any port, including one of
 * these. Their first four bytes start neither a VXLAN header, because the VXLAN flag is not set,
 * nor a GENEVE header, because protocol type 0 does not exist.
 */
public record TunnelPorts(Set<Integer> geneve, Set<Integer> vxlan) {
  /** The assigned ports, plus 8472, which Linux uses for VXLAN by default. */
  public static final TunnelPorts ASSIGNED = new TunnelPorts(Set.of(6081), Set.of(4789, 8472));

  public TunnelPorts {
    geneve = Set.copyOf(geneve);
    vxlan = Set.copyOf(vxlan);
  }
}
