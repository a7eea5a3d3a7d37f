package dev.netlab.wireguard.device;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Limits handshakes, and what they send, to an eighth of the device's time while there is data. One
 * costs as much as hundreds of data packets, and whoever knows our public key can send any number
 * of initiations.
 */
final class HandshakeBudget {
  private static final int PART = 8;

  /**
   * The most that can be saved up: enough for a burst of handshakes, too short to be felt as a gap
   * in the data.
   */
  private static final long MOST = TimeUnit.MILLISECONDS.toNanos(2);

  /** Once there has been no data for this long, handshakes may take all of the time. */
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

  /** Begins a turn; the time since the last one adds to the budget. */
  void begin() {
    long now = nanos.getAsLong();
    saved = Math.min(MOST, saved + (now - turn) / PART);
    turn = now;
  }

  /** This turn has data. */
  void data() {
    lastData = turn;
  }

  /** Whether the budget allows one more. */
  boolean hasTime() {
    return saved > 0 || turn - lastData >= IDLE;
  }

  /** Runs work and charges its time to the budget. */
  void spend(Runnable work) {
    long start = nanos.getAsLong();
    work.run();
    saved = Math.max(saved - (nanos.getAsLong() - start), -MOST);
  }
}
