package dev.netlab.wireguard.device;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of the device's time handshakes and what they send may take from data: an eighth. One
 * costs as much as hundreds of data packets, and whoever knows our public key can send any number
 * of initiations.
 */
final class HandshakeBudget {
  private static final int PART = 8;

  /** What may be saved up: time for a burst of handshakes, not felt as a gap in the data. */
  private static final long MOST = TimeUnit.MILLISECONDS.toNanos(2);

  /** So long after the last data the device's time is the handshakes'. */
  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(10);

  private final LongSupplier nanos;
  private long saved = MOST;
  private long turn;
  private long lastData;

  /**
   * @param nanos the time, as {@link System#nanoTime}
   */
  HandshakeBudget(LongSupplier nanos) {
    this.nanos = nanos;
    turn = nanos.getAsLong();
    lastData = turn - IDLE;
  }

  /** A turn of the device begins; those before it have earned time. */
  void begin() {
    long now = nanos.getAsLong();
    saved = Math.min(MOST, saved + (now - turn) / PART);
    turn = now;
  }

  /** This turn has data. */
  void data() {
    lastData = turn;
  }

  /** Whether there is time for one more. */
  boolean hasTime() {
    return saved > 0 || turn - lastData >= IDLE;
  }

  /** Does one, or sends what they say, on account. */
  void spend(Runnable work) {
    long start = nanos.getAsLong();
    work.run();
    saved = Math.max(saved - (nanos.getAsLong() - start), -MOST);
  }
}
