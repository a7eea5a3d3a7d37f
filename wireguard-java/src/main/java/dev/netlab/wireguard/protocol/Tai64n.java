package dev.netlab.wireguard.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The 12 bytes of an initiation's timestamp: TAI64N, rounded down to 2^24 ns so that it tells
 * nobody the machine's exact time.
 */
final class Tai64n {
  static final int SIZE = 12;

  private static final long EPOCH = 0x400000000000000aL;
  private static final int ROUND = ~((1 << 24) - 1);

  private Tai64n() {}

  static byte[] of(long unixNanos) {
    long seconds = Math.floorDiv(unixNanos, 1_000_000_000L);
    int nanos = (int) Math.floorMod(unixNanos, 1_000_000_000L);
    return ByteBuffer.allocate(SIZE).putLong(EPOCH + seconds).putInt(nanos & ROUND).array();
  }

  static boolean isAfter(byte[] timestamp, byte[] other) {
    return Arrays.compareUnsigned(timestamp, other) > 0;
  }
}
