package dev.netlab.packet;

import java.util.Set;

/**
 * The UDP destination ports behind which a tunnel's header is looked for. WireGuard needs none: its
 * messages tell themselves, and NAT may give them any port, also one of these; their first four
 * bytes begin neither a VXLAN header, which lacks its flag then, nor one of GENEVE, as nothing has
 * protocol type 0.
 */
public record TunnelPorts(Set<Integer> geneve, Set<Integer> vxlan) {
  /** The assigned ports, and 8472 which Linux takes for VXLAN where none is given. */
  public static final TunnelPorts ASSIGNED = new TunnelPorts(Set.of(6081), Set.of(4789, 8472));

  public TunnelPorts {
    geneve = Set.copyOf(geneve);
    vxlan = Set.copyOf(vxlan);
  }
}
