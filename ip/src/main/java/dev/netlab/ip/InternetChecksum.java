package dev.netlab.ip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The Internet checksum (RFC 1071, RFC 1624). Sums are of 16-bit words in network order: those of
 * pieces that begin at an even place, and single numbers of 16 bits, are added up with {@code +}.
 */
public final class InternetChecksum {
  private static final ValueLayout.OfLong LITTLE_ENDIAN =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long HALF = 0xffff_ffffL;

  private InternetChecksum() {}

  /**
   * The sum of {@code length} bytes of an array. Little-endian words are added, many at a time, and
   * the sum is turned around: RFC 1071 section 2 (B) says why that comes to the same.
   */
  public static long sum(byte[] bytes, int at, int length) {
    MemorySegment segment = MemorySegment.ofArray(bytes);
    long even = 0;
    long odd = 0;
    int end = at + length;
    int i = at;
    // The compiler makes vectors of this, and not of the same with views of arrays.
    for (; i < end - 7; i += 8) {
      long word = segment.get(LITTLE_ENDIAN, i);
      even += word & HALF;
      odd += word >>> 32;
    }
    for (int shift = 0; i < end; i++, shift ^= 8) {
      even += (bytes[i] & 0xffL) << shift;
    }
    return Short.toUnsignedLong(Short.reverseBytes((short) fold(even + odd)));
  }

  /** The sum of {@code length} bytes of a buffer in network order. */
  public static long sum(ByteBuffer bytes, int at, int length) {
    long sum = 0;
    int end = at + length;
    int i = at;
    for (; i + 8 <= end; i += 8) {
      long eight = bytes.getLong(i);
      sum += (eight >>> 32) + (eight & HALF);
    }
    for (; i + 2 <= end; i += 2) {
      sum += Short.toUnsignedInt(bytes.getShort(i));
    }
    if (i < end) {
      sum += (bytes.get(i) & 0xff) << 8;
    }
    return sum;
  }

  /** The checksum for a sum in which its field was zero; 0 for data with a right checksum in it. */
  public static int finish(long sum) {
    return ~fold(sum) & 0xffff;
  }

  /** As {@link #finish}, with 0 sent as its other form: in UDP, 0 stands for no checksum. */
  public static int finishUdp(long sum) {
    int checksum = finish(sum);
    return checksum == 0 ? 0xffff : checksum;
  }

  /** The checksum after one 16-bit word that it covers changed (RFC 1624 equation 3). */
  public static int replace(int checksum, int before, int after) {
    return finish((~checksum & 0xffff) + (~before & 0xffff) + (long) (after & 0xffff));
  }

  /** The sum in 16 bits, not complemented: what a checksum that is left to others begins with. */
  public static int fold(long sum) {
    long folded = (sum >>> 32) + (sum & HALF);
    folded = (folded >>> 32) + (folded & HALF);
    int half = (int) (folded >>> 16) + (int) (folded & 0xffff);
    half = (half >>> 16) + (half & 0xffff);
    return (half >>> 16) + (half & 0xffff);
  }
}
