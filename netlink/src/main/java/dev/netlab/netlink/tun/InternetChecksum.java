package dev.netlab.netlink.tun;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The checksum of RFC 1071 over arrays. Sums are of little-endian words, many at a time, and turned
 * around at the end: section 2 of the RFC says why that comes to the same.
 */
final class InternetChecksum {
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long HALF = 0xffff_ffffL;

  private InternetChecksum() {}

  /** Adds up {@code length} bytes from an even place of what is summed. */
  static long sum(byte[] array, int offset, int length) {
    MemorySegment segment = MemorySegment.ofArray(array);
    long even = 0;
    long odd = 0;
    int at = offset;
    int end = offset + length;
    // The compiler makes vectors of this, and not of the same by views of arrays.
    for (; at < end - 7; at += 8) {
      long word = segment.get(WORD, at);
      even += word & HALF;
      odd += word >>> 32;
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
