package dev.netlab.nft.simulate;

import dev.netlab.nft.value.ConnectionState;
import dev.netlab.nft.value.Hook;
import java.util.List;
import java.util.Optional;

/**
 * A packet on its way through a node, hook by hook. Routing, neighbours and sockets are not looked
 * at here: whoever asks does that between the hooks and says what came of it.
 */
public final class Traversal {
  private final Simulator simulator;
  private final Flow flow;

  Traversal(Simulator simulator, Flow flow) {
    this.simulator = simulator;
    this.flow = flow;
  }

  /** All chains of a hook; what ended the packet's way, if something did. */
  public Optional<Outcome> pass(Hook hook) {
    return simulator.pass(flow, hook);
  }

  /**
   * A packet of the node's own, for the node itself, comes in again by lo: prerouting's filters.
   */
  public Optional<Outcome> comesBack() {
    return simulator.comeBack(flow);
  }

  /** The packet was routed: it leaves by that interface. */
  public void leavesBy(String out) {
    flow.packet = flow.packet.between(flow.packet.in(), out);
  }

  /** As it is now. */
  public Packet packet() {
    return flow.packet;
  }

  /** The rules that acted until now. */
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

  /** What connection tracking says of the packet. */
  public ConnectionState tracked() {
    return flow.tracked;
  }

  /** What the node remembers once the packet has left or was delivered. */
  public State after() {
    return connection().isPresent() ? flow.state.with(flow.connection) : flow.state;
  }
}
