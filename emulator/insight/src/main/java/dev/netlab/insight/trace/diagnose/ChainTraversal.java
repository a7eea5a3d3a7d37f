package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.trace.collect.PacketTracing;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.netlink.netfilter.NftVerdict;
import dev.netlab.packet.Packet;
import java.util.List;
import java.util.Optional;

/**
 * A packet's way through one base chain and those that it jumps to, as nftrace told it.
 *
 * @param nanos when it was heard, since 1970
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

  /** The hook, where this chain is the one by which a trace hears of packets that come there. */
  public Optional<String> hook() {
    return PacketTracing.isPrivate(table()) && PacketTracing.HOOKS.contains(chain())
        ? Optional.of(chain())
        : Optional.empty();
  }

  /** Whether this is the chain behind all others of the input hook. */
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
}
