package dev.netlab.engine.links;

/** Receives what GENEVE tunnels drop. */
@FunctionalInterface
public interface GeneveObserver {
  /**
   * Called by the datapath's thread, which waits: return soon.
   *
   * @param unixNanos when it happened, nanoseconds since 1970 by the machine's clock
   */
  void dropped(long unixNanos, GeneveDrop refusal);
}
