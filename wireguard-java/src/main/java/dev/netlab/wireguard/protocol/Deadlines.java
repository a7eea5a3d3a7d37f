package dev.netlab.wireguard.protocol;

/**
 * No timer of any peer is due before {@link #earliest}. It is a lower bound: timers are mostly
 * moved later or stopped, and then the peers are only looked at again when the bound is reached.
 */
final class Deadlines {
  /** The deadline of a timer that does not run. */
  static final long NEVER = Long.MAX_VALUE;

  private long earliest = NEVER;

  void include(long deadline) {
    if (deadline < earliest) {
      earliest = deadline;
    }
  }

  long earliest() {
    return earliest;
  }

  void reset() {
    earliest = NEVER;
  }
}
