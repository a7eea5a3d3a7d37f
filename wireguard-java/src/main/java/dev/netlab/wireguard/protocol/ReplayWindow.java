package dev.netlab.wireguard.protocol;

import java.util.Arrays;

/**
 * Which counters of a session were seen (RFC 6479): a ring of 8192 bits, of which one word is
 * always being reused, so 8128 back from the greatest. Counters are unsigned.
 */
final class ReplayWindow {
  private static final int WORDS = 128;
  private static final int SIZE = (WORDS - 1) * Long.SIZE;

  private final long[] ring = new long[WORDS];
  private long greatest;

  /** Whether {@link #accept} would accept it: cheap, before the tag is verified. */
  boolean mayAccept(long counter) {
    if (Long.compareUnsigned(counter, Limits.REJECT_AFTER_MESSAGES) >= 0) {
      return false;
    }
    if (Long.compareUnsigned(counter, greatest) > 0) {
      return true;
    }
    return Long.compareUnsigned(greatest - counter, SIZE) <= 0
        && (ring[word(counter)] & bit(counter)) == 0;
  }

  /** Notes a counter whose message is authentic; false if it was seen or is too old. */
  boolean accept(long counter) {
    if (!mayAccept(counter)) {
      return false;
    }
    if (Long.compareUnsigned(counter, greatest) > 0) {
      long ahead = (counter >>> 6) - (greatest >>> 6);
      if (ahead >= WORDS) {
        Arrays.fill(ring, 0);
      } else {
        for (long i = 1; i <= ahead; i++) {
          ring[(int) ((greatest >>> 6) + i) & (WORDS - 1)] = 0;
        }
      }
      greatest = counter;
    }
    ring[word(counter)] |= bit(counter);
    return true;
  }

  private static int word(long counter) {
    return (int) (counter >>> 6) & (WORDS - 1);
  }

  private static long bit(long counter) {
    return 1L << counter;
  }
}
