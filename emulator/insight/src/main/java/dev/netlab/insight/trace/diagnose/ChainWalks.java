package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.capture.NodeEvent;
import dev.netlab.netlink.netfilter.NetfilterEvent;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.packet.Link;
import dev.netlab.packet.Packet;
import dev.netlab.packet.TunnelPorts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps that nftrace told, put together: those of one packet through one base chain. */
public final class ChainWalks {
  private static final int MORE_THAN_TRACED = 1 << 16;

  /** The headers end before what a tunnel carries. */
  private static final TunnelPorts NONE = new TunnelPorts(Set.of(), Set.of());

  private final List<Open> walks = new ArrayList<>();
  private final Map<Traced, Open> open = new HashMap<>();

  private record Traced(String node, int id) {}

  private record Open(String node, long nanos, NftTrace.Packet packet, List<NftTrace> steps) {
    ChainTraversal walk() {
      return new ChainTraversal(
          node,
          nanos,
          headers(packet),
          packet.inInterface(),
          packet.outInterface(),
          steps.getFirst().tracked(),
          steps);
    }
  }

  private ChainWalks() {}

  /** The walks of a recording, in the order in which they began. */
  public static List<ChainTraversal> of(List<NodeEvent> events) {
    ChainWalks walks = new ChainWalks();
    events.forEach(walks::add);
    return walks.walks.stream().map(Open::walk).toList();
  }

  private void add(NodeEvent event) {
    if (event.event() instanceof NetfilterEvent.Trace(_, NftTrace step)) {
      Traced traced = new Traced(event.node(), step.id());
      // Only a base chain's first step shows the packet: those behind it are about the same.
      step.packet()
          .ifPresent(
              shown -> {
                Open begun = new Open(event.node(), event.nanos(), shown, new ArrayList<>());
                open.put(traced, begun);
                walks.add(begun);
              });
      Open walk = open.get(traced);
      if (walk != null) {
        walk.steps().add(step);
      }
    }
  }

  private static Packet headers(NftTrace.Packet traced) {
    ByteBuffer network = traced.networkHeader().duplicate();
    ByteBuffer transport = traced.transportHeader().duplicate();
    ByteBuffer bytes = ByteBuffer.allocate(network.remaining() + transport.remaining());
    bytes.put(network).put(transport).flip();
    return Packet.decode(Link.RAW_IP, bytes, MORE_THAN_TRACED, NONE);
  }
}
