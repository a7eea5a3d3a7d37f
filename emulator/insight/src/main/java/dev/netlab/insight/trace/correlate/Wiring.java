package dev.netlab.insight.trace.correlate;

import java.util.Optional;

/** Which interfaces are the two ends of a wire. */
@FunctionalInterface
public interface Wiring {
  /**
   * The other end of a veth.
   *
   * @return empty for interfaces whose frames stay in the node: tunnels, bridges, loopback
   */
  Optional<End> otherEnd(String node, String interfaceName);

  /** An interface of a node or of a network's bridge. */
  record End(String node, String interfaceName) {}
}
