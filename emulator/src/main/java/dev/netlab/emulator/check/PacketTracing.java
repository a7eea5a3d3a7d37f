package dev.netlab.emulator.check;

import dev.netlab.netlink.nft.Nft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A private table in some nodes that makes their kernels tell, by nftrace, which rules each packet
 * meets. It is taken away again when this closes.
 */
final class PacketTracing implements AutoCloseable {
  private static final String TABLE = "netlab-trace";

  /** Before connection tracking and every translation (NF_IP_PRI_RAW is -300). */
  private static final String RULESET =
      """
      table inet %s
      delete table inet %s
      table inet %s {
        chain prerouting { type filter hook prerouting priority -400; meta nftrace set 1; }
        chain output { type filter hook output priority -400; meta nftrace set 1; }
      }
      """
          .replace("%s", TABLE);

  private final List<String> nodes;
  private final Kernels kernels;

  private PacketTracing(List<String> nodes, Kernels kernels) {
    this.nodes = nodes;
    this.kernels = kernels;
  }

  static PacketTracing start(Set<String> nodes, Kernels kernels) {
    PacketTracing tracing = new PacketTracing(new ArrayList<>(), kernels);
    try {
      for (String node : nodes) {
        Nft.find().apply(kernels.namespace(node), RULESET);
        tracing.nodes.add(node);
      }
      return tracing;
    } catch (RuntimeException e) {
      tracing.close();
      throw e;
    }
  }

  @Override
  public void close() {
    for (String node : nodes) {
      Nft.find().apply(kernels.namespace(node), "delete table inet " + TABLE);
    }
  }
}
