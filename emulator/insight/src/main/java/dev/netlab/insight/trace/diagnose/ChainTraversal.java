package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.capture.NodeEvent;
import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.netlink.netfilter.NetfilterEvent;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.netlink.netfilter.NftVerdict;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.Packet;
import dev.netlab.packet.TunnelPorts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A packet's way through one base chain and the chains that it jumps to, as nftrace reports it.
 *
 * @param nanos when it was reported, since 1970
 * @param packet the headers as they were when it came to the hook
 * @param inInterface index, 0 for none
 * @param outInterface index, 0 for none
 * @param steps at least one
 */
public record ChainTraversal(
    String node,
    long nanos,
    Packet packet,
    int inInterface,
    int outInterface,
    Optional<NftTrace.Tracked> tracked,
    List<NftTrace> steps) {
  private static final int MORE_THAN_TRACED = 1 << 16;

  /** The headers end before what a tunnel carries. */
  private static final TunnelPorts NO_TUNNELS = new TunnelPorts(Set.of(), Set.of());

  public ChainTraversal {
    steps = List.copyOf(steps);
  }

  public String table() {
    return steps.getFirst().table();
  }

  /** The base chain. */
  public String chain() {
    return steps.getFirst().chain();
  }

  /** The hook, if this is the chain with which a trace watches it. */
  public Optional<String> hook() {
    return PacketTracing.isPrivate(table()) && PacketTracing.HOOKS.contains(chain())
        ? Optional.of(chain())
        : Optional.empty();
  }

  /** Whether this is the chain after all others of the input hook. */
  boolean isAccepted() {
    return PacketTracing.isPrivate(table()) && chain().equals(PacketTracing.ACCEPTED);
  }

  /** The packet's mark when it left the chain. */
  public int mark() {
    return steps.getLast().mark();
  }

  /** The rule or policy that dropped the packet. */
  public Optional<NftTrace> drop() {
    return steps.stream().filter(ChainTraversal::drops).findFirst();
  }

  private static boolean drops(NftTrace step) {
    Optional<NftVerdict> verdict =
        step.type() == NftTrace.Type.POLICY ? step.policy().or(step::verdict) : step.verdict();
    return (step.type() == NftTrace.Type.RULE || step.type() == NftTrace.Type.POLICY)
        && verdict.map(v -> v.code() == NftVerdict.Code.DROP).orElse(false);
  }

  /** The addresses and ports of the packet; empty if it is not an IP packet. */
  Optional<FlowKey> flow() {
    return packet.levels().isEmpty() ? Optional.empty() : FlowKey.of(packet.levels().getFirst());
  }

  /** The traversals of a recording, in the order in which they began. */
  public static List<ChainTraversal> allOf(List<NodeEvent> events) {
    Assembler assembler = new Assembler();
    events.forEach(assembler::add);
    return assembler.begun.stream().map(Open::traversal).toList();
  }

  private record TraceId(String node, int id) {}

  /** A traversal whose steps are still being reported. */
  private record Open(String node, long nanos, NftTrace.Packet packet, List<NftTrace> steps) {
    ChainTraversal traversal() {
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

  /** Puts together the steps of one packet through one base chain. */
  private static final class Assembler {
    private final List<Open> begun = new ArrayList<>();
    private final Map<TraceId, Open> open = new HashMap<>();

    void add(NodeEvent event) {
      if (event.event() instanceof NetfilterEvent.Trace(_, NftTrace step)) {
        TraceId id = new TraceId(event.node(), step.id());
        // Only a base chain's first step shows the packet; the steps behind it are about the same.
        step.packet()
            .ifPresent(
                shown -> {
                  Open next = new Open(event.node(), event.nanos(), shown, new ArrayList<>());
                  open.put(id, next);
                  begun.add(next);
                });
        Open traversal = open.get(id);
        if (traversal != null) {
          traversal.steps().add(step);
        }
      }
    }
  }

  private static Packet headers(NftTrace.Packet traced) {
    ByteBuffer network = traced.networkHeader().duplicate();
    ByteBuffer transport = traced.transportHeader().duplicate();
    ByteBuffer bytes = ByteBuffer.allocate(network.remaining() + transport.remaining());
    bytes.put(network).put(transport).flip();
    return Packet.decode(LinkType.RAW_IP, bytes, MORE_THAN_TRACED, NO_TUNNELS);
  }
}
