package dev.netlab.netlink.tun;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of RFC 1071 over arrays. Sums are of little-endian words, many at a time, and turned
 * around at the end: section 2 of the RFC says why that comes to the same.
 */
final class InternetChecksum {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HALF = 0xffff_ffffL;

  private InternetChecksum() {}

  /** Adds up {@code length} bytes from an even place of what is summed. */
  static long sum(byte[] array, int offset, int length) {
    long even = 0;
    long odd = 0;
    int at = offset;
    int end = offset + length;
    for (; at + 16 <= end; at += 16) {
      long first = (long) LONG.get(array, at);
      long second = (long) LONG.get(array, at + 8);
      even += (first & HALF) + (second & HALF);
      odd += (first >>> 32) + (second >>> 32);
    }
    for (int shift = 0; at < end; at++, shift ^= 8) {
      even += (array[at] & 0xffL) << shift;
    }
    return even + odd;
  }

  /** What a number of 16 bits in network order adds. */
  static long number(int value) {
    return Integer.toUnsignedLong(Integer.reverseBytes(value)) >>> 16;
  }

  /** The sum in 16 bits, in network order, not complemented. */
  static int fold(long sum) {
    long folded = (sum & HALF) + (sum >>> 32);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    folded = (folded & 0xffff) + (folded >>> 16);
    return Integer.reverseBytes((int) folded) >>> 16;
  }

  /** The checksum, in network order; that of data with a right checksum in it is 0. */
  static int finish(long sum) {
    return ~fold(sum) & 0xffff;
  }
}
