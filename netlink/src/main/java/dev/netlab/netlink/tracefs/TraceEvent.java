package dev.netlab.netlink.tracefs;

/**
 * An event of a tracepoint. Times are nanoseconds since 1970, the same axis as the kernel's
 * timestamps of captured packets.
 */
public sealed interface TraceEvent permits DroppedPacket, TraceEvent.Lost {
  long nanos();

  /** The processor it happened on. */
  int cpu();

  /**
   * Events were lost before this one: they came faster than they were read.
   *
   * @param nanos when the next one was written that did find room
   * @param count how many, -1 if the kernel did not count
   */
  record Lost(long nanos, int cpu, long count) implements TraceEvent {}
}
