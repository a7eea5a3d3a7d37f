package dev.netlab.nft.simulate;

import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import java.util.List;
import java.util.Optional;

/**
 * A packet on its way through a node, hook by hook. Routing, neighbours and sockets are not
 * simulated here; the caller handles them between the hooks and reports the results.
 */
public final class Traversal {
  private final Simulator simulator;
  private final Flow flow;

  Traversal(Simulator simulator, Flow flow) {
    this.simulator = simulator;
    this.flow = flow;
  }

  /** Evaluates all chains of a hook; returns what ended the packet's path, if anything. */
  public Optional<Outcome> pass(Hook hook) {
    return simulator.pass(flow, hook);
  }

  /**
   * A locally generated packet for the node itself is received again through lo and passes
   * prerouting's filters.
   */
  public Optional<Outcome> comesBack() {
    return simulator.comeBack(flow);
  }

  /** Reports that the packet was routed and leaves by that interface. */
  public void leavesBy(String out) {
    flow.packet = flow.packet.between(flow.packet.in(), out);
  }

  /** The packet in its current form. */
  public Packet packet() {
    return flow.packet;
  }

  /** The rules that have acted so far. */
  public List<Step> steps() {
    return List.copyOf(flow.steps);
  }

  /** The base chain whose policy dropped the packet, as {@code FAMILY TABLE CHAIN}. */
  public Optional<String> droppedByPolicyOf() {
    return flow.droppedBy;
  }

  /** The packet's connection; empty before prerouting or output, and for an untracked one. */
  public Optional<Connection> connection() {
    return flow.tracked == ConnectionState.NEW || flow.tracked == ConnectionState.ESTABLISHED
        ? Optional.of(flow.connection)
        : Optional.empty();
  }

  /** The packet's connection tracking state. */
  public ConnectionState tracked() {
    return flow.tracked;
  }

  /** The node's state after the packet was sent or delivered. */
  public State after() {
    return connection().isPresent() ? flow.state.with(flow.connection) : flow.state;
  }
}
