package dev.netlab.engine.links;

/** Receives what wires drop. */
@FunctionalInterface
public interface WireObserver {
  /**
   * Called by the wires' thread, which waits: return soon.
   *
   * @param unixNanos when it happened, nanoseconds since 1970 by the machine's clock
   */
  void dropped(long unixNanos, WireDrop loss);
}
