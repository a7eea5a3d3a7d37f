package dev.netlab.netlink.tracefs;

/**
 * What a tracepoint said. Times are nanoseconds since 1970, the same axis as the kernel's
 * timestamps of captured packets.
 */
public sealed interface TraceEvent permits DroppedPacket, TraceEvent.Lost {
  long nanos();

  /** The processor that did it. */
  int cpu();

  /**
   * Events found no room before this: they were more than was read in time.
   *
   * @param nanos when the next one was written that did find room
   * @param count how many, -1 if the kernel did not count
   */
  record Lost(long nanos, int cpu, long count) implements TraceEvent {}
}
