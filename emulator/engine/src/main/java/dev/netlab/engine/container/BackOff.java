package dev.netlab.engine.container;

/**
 * How long a container that ended waits before it is started again: twice as long each time,
 * starting over with the shortest wait after it has run for a while.
 */
final class BackOff {
  static final long SHORTEST_MILLIS = 100;
  static final long LONGEST_MILLIS = 10_000;
  static final long CALM_MILLIS = 10_000;

  private long next = SHORTEST_MILLIS;

  /** The time to wait, in milliseconds, after a run of {@code ranMillis} milliseconds. */
  long after(long ranMillis) {
    if (ranMillis >= CALM_MILLIS) {
      next = SHORTEST_MILLIS;
    }
    long now = next;
    next = Math.min(2 * next, LONGEST_MILLIS);
    return now;
  }
}
