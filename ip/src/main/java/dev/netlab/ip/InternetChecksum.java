package dev.netlab.ip;

import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071, RFC 1624) over buffers in network order. */
public final class InternetChecksum {
  private InternetChecksum() {}

  /** The sum of 16-bit words, not folded: sums of even-sized pieces may be added up. */
  public static long sum(ByteBuffer bytes, int at, int length) {
    long sum = 0;
    int end = at + length;
    int i = at;
    for (; i + 8 <= end; i += 8) {
      long eight = bytes.getLong(i);
      sum += (eight >>> 32) + (eight & 0xffffffffL);
    }
    for (; i + 2 <= end; i += 2) {
      sum += Short.toUnsignedInt(bytes.getShort(i));
    }
    if (i < end) {
      sum += (bytes.get(i) & 0xff) << 8;
    }
    return sum;
  }

  /** The field's value for a sum in which the field was zero. */
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

  private static int fold(long sum) {
    long folded = (sum >>> 32) + (sum & 0xffffffffL);
    folded = (folded >>> 32) + (folded & 0xffffffffL);
    int half = (int) (folded >>> 16) + (int) (folded & 0xffff);
    half = (half >>> 16) + (half & 0xffff);
    return (half >>> 16) + (half & 0xffff);
  }
}
