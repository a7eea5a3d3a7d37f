package dev.netlab.netlink.tracefs;

import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Sys;

/**
 * The clock of an instance and how far it is from nanoseconds since 1970, which is what captured
 * packets have.
 */
enum TraceClock {
  /** Follows the time of day whenever that is set; a fixed number of seconds apart. Linux 6.1. */
  TAI("tai", Const.CLOCK_TAI),

  /** Right as long as nobody sets the time of day. */
  MONOTONIC("mono", Const.CLOCK_MONOTONIC);

  private static final long SECOND = 1_000_000_000L;
  private static final int ATTEMPTS = 5;

  final String word;
  private final int number;

  TraceClock(String word, int number) {
    this.word = word;
    this.number = number;
  }

  /** The best of those that a {@code trace_clock} file lists. */
  static TraceClock best(String listed) {
    return listed.contains(TAI.word) ? TAI : MONOTONIC;
  }

  /** Nanoseconds to add to this clock's time for nanoseconds since 1970. */
  long toRealtime() {
    return switch (this) {
      case TAI -> Math.round((double) distance() / SECOND) * SECOND;
      case MONOTONIC -> distance();
    };
  }

  /** The clocks are asked one after the other: the narrowest of some attempts is the best. */
  private long distance() {
    long narrowest = Long.MAX_VALUE;
    long distance = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = Sys.clock(number);
      long realtime = Sys.clock(Const.CLOCK_REALTIME);
      long after = Sys.clock(number);
      if (after - before < narrowest) {
        narrowest = after - before;
        distance = realtime - before - narrowest / 2;
      }
    }
    return distance;
  }
}
