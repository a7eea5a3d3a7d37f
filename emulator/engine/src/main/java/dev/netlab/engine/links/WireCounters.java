package dev.netlab.engine.links;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of the frames that one end of a wire sent.
 *
 * @param sent those that came out at the other end
 * @param sentBytes their bytes
 * @param lost by chance
 * @param overLimit since too many waited
 * @param notTaken by the other end, which was down
 * @param duplicated sent twice
 * @param waiting on the wire now
 */
public record WireCounters(
    long sent,
    long sentBytes,
    long lost,
    long overLimit,
    long notTaken,
    long duplicated,
    long waiting) {
  /** The counters of one end of a wire, written by the wires' thread and read by any. */
  static final class Tally {
    final AtomicLong sent = new AtomicLong();
    final AtomicLong sentBytes = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong overLimit = new AtomicLong();
    final AtomicLong notTaken = new AtomicLong();
    final AtomicLong duplicated = new AtomicLong();
    final AtomicLong waiting = new AtomicLong();

    void sent(int bytes) {
      sent.incrementAndGet();
      sentBytes.addAndGet(bytes);
    }

    void dropped(WireDrop.Reason why) {
      switch (why) {
        case LOSS -> lost.incrementAndGet();
        case LIMIT, MEMORY -> overLimit.incrementAndGet();
        case NOT_TAKEN -> notTaken.incrementAndGet();
      }
    }

    WireCounters snapshot() {
      return new WireCounters(
          sent.get(),
          sentBytes.get(),
          lost.get(),
          overLimit.get(),
          notTaken.get(),
          duplicated.get(),
          waiting.get());
    }
  }
}
