package dev.netlab.wireguard.ip;

/** The Internet checksum (RFC 1071). */
final class Checksum {
  private Checksum() {}

  /** The sum, not yet folded, of 16-bit words; an odd last byte is the upper half of a word. */
  static long sum(byte[] bytes, int offset, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      int value = Byte.toUnsignedInt(bytes[offset + i]);
      sum += i % 2 == 0 ? value << 8 : value;
    }
    return sum;
  }

  /** The value of a checksum field over this sum. */
  static int fold(long sum) {
    long folded = sum;
    while (folded >> 16 != 0) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (int) ~folded & 0xffff;
  }

  /** The checksum after one word changed (RFC 1624, equation 3). */
  static int adjust(int checksum, int before, int after) {
    return fold((~checksum & 0xffff) + (~before & 0xffff) + after);
  }
}
