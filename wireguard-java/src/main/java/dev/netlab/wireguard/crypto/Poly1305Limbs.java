package dev.netlab.wireguard.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One Poly1305 (RFC 8439 section 2.5) after the other, on numbers of five limbs of 26 bits as the
 * JDK's loop has them.
 */
final class Poly1305Limbs {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BITS = 26;
  private static final long MASK = (1L << BITS) - 1;

  /** The 16 bytes of a tag, each half in little endian. */
  record Tag(long low, long high) {}

  private final JdkIntrinsics loops;
  private final long[] sum;
  private final long[] factor;
  private long keyLow;
  private long keyHigh;

  Poly1305Limbs(JdkIntrinsics loops) {
    this.loops = loops;
    this.sum = loops.accumulator();
    this.factor = loops.multiplier();
  }

  /** Begins with the one-time key in the first 32 bytes. */
  void begin(byte[] key) {
    long low = (long) LONG.get(key, 0) & 0x0fff_fffc_0fff_ffffL;
    long high = (long) LONG.get(key, 8) & 0x0fff_fffc_0fff_fffcL;
    factor[0] = low & MASK;
    factor[1] = low >>> 26 & MASK;
    factor[2] = (low >>> 52 | high << 12) & MASK;
    factor[3] = high >>> 14 & MASK;
    factor[4] = high >>> 40;
    keyLow = (long) LONG.get(key, 16);
    keyHigh = (long) LONG.get(key, 24);
    Arrays.fill(sum, 0);
  }

  /** Adds whole blocks of 16 bytes. */
  void update(byte[] bytes, int offset, int length) {
    loops.authenticate(bytes, offset, length);
  }

  Tag tag() {
    // The loop leaves limbs of a little more than 26 bits, and in Java also negative ones.
    carry();
    carry();
    carry();
    long low0 = sum[0] + 5;
    long low1 = sum[1] + (low0 >> BITS);
    long low2 = sum[2] + (low1 >> BITS);
    long low3 = sum[3] + (low2 >> BITS);
    long low4 = sum[4] + (low3 >> BITS) - (1L << BITS);
    // all ones where the sum is less than 2^130 - 5, and so is reduced already
    long less = low4 >> 63;
    long limb0 = choose(less, sum[0], low0 & MASK);
    long limb1 = choose(less, sum[1], low1 & MASK);
    long limb2 = choose(less, sum[2], low2 & MASK);
    long limb3 = choose(less, sum[3], low3 & MASK);
    long limb4 = choose(less, sum[4], low4);
    long low = limb0 | limb1 << 26 | limb2 << 52;
    long high = limb2 >>> 12 | limb3 << 14 | limb4 << 40;
    long tagLow = low + keyLow;
    // the carry of an unsigned addition
    long carry = ((low & keyLow) | ((low | keyLow) & ~tagLow)) >>> 63;
    return new Tag(tagLow, high + keyHigh + carry);
  }

  private static long choose(long mask, long one, long other) {
    return (one & mask) | (other & ~mask);
  }

  /** Limbs of 26 bits each; what is beyond 2^130 comes back times five. */
  private void carry() {
    long over = 0;
    for (int i = 0; i < 5; i++) {
      long limb = sum[i] + over;
      sum[i] = limb & MASK;
      over = limb >> BITS;
    }
    sum[0] += over * 5;
  }

  void forget() {
    Arrays.fill(sum, 0);
    Arrays.fill(factor, 0);
    keyLow = 0;
    keyHigh = 0;
  }
}
