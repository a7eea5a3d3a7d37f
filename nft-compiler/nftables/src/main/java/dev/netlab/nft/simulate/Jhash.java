package dev.netlab.nft.simulate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Jenkins' lookup3 over whole words, as in the kernel's {@code jhash} (public domain). */
final class Jhash {
  private Jhash() {}

  /** The hash scaled to 0 to {@code mod - 1}, as nftables does it. */
  static int below(byte[] key, int seed, int mod) {
    return (int) ((Integer.toUnsignedLong(hash(key, seed)) * mod) >>> 32);
  }

  /**
   * The hash of a key of whole words, in the machine's byte order.
   *
   * @param key a multiple of 4 bytes
   */
  static int hash(byte[] key, int seed) {
    ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.nativeOrder());
    int a = 0xdeadbeef + key.length + seed;
    int b = a;
    int c = a;
    while (words.remaining() > 12) {
      a += words.getInt();
      b += words.getInt();
      c += words.getInt();
      a = a - c ^ Integer.rotateLeft(c, 4);
      c += b;
      b = b - a ^ Integer.rotateLeft(a, 6);
      a += c;
      c = c - b ^ Integer.rotateLeft(b, 8);
      b += a;
      a = a - c ^ Integer.rotateLeft(c, 16);
      c += b;
      b = b - a ^ Integer.rotateLeft(a, 19);
      a += c;
      c = c - b ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    if (!words.hasRemaining()) {
      return c;
    }
    a += words.getInt();
    b += words.hasRemaining() ? words.getInt() : 0;
    c += words.hasRemaining() ? words.getInt() : 0;
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
