package dev.netlab.wireguard.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The whitepaper's AEAD(key, counter, plaintext, authenticated text): ChaCha20-Poly1305 (RFC 8439)
 * with a nonce of four zero bytes and the counter in little endian. Input and output may be the
 * same array at the same offset. An object belongs to one thread.
 */
public final class ChaCha20Poly1305 {
  /** Bytes of the authentication tag that follows the ciphertext. */
  public static final int TAG_SIZE = 16;

  private static final byte[] NOTHING = {};
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Aead aead;
  private final byte[] nonce = new byte[12];

  /** Uses the JDK's intrinsics where this JVM opens them, else its {@code Cipher}. */
  public ChaCha20Poly1305() {
    this(JdkIntrinsics.available() ? new DirectAead() : new CipherAead());
  }

  ChaCha20Poly1305(Aead aead) {
    this.aead = aead;
  }

  /**
   * Writes {@code length} bytes of ciphertext and the tag. A (key, counter) is never used twice.
   */
  public void seal(
      AeadKey key,
      long counter,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    seal(key, nonce(counter), authenticated, in, inOffset, length, out, outOffset);
  }

  /** The same for a message without authenticated text beside it. */
  public void seal(
      AeadKey key, long counter, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    seal(key, nonce(counter), NOTHING, in, inOffset, length, out, outOffset);
  }

  /**
   * Checks the tag, then writes {@code length - TAG_SIZE} bytes of plaintext.
   *
   * @param length of ciphertext and tag
   * @return whether the tag was right; if not, nothing was written
   */
  public boolean open(
      AeadKey key,
      long counter,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    return open(key, nonce(counter), authenticated, in, inOffset, length, out, outOffset);
  }

  /** The same for a message without authenticated text beside it. */
  public boolean open(
      AeadKey key, long counter, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    return open(key, nonce(counter), NOTHING, in, inOffset, length, out, outOffset);
  }

  /** Forgets the last key. */
  public void forget() {
    aead.forget();
  }

  void seal(
      AeadKey key,
      byte[] iv,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    aead.seal(key, iv, authenticated, in, inOffset, length, out, outOffset);
  }

  boolean open(
      AeadKey key,
      byte[] iv,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    return length >= TAG_SIZE
        && aead.open(key, iv, authenticated, in, inOffset, length, out, outOffset);
  }

  private byte[] nonce(long counter) {
    LONG.set(nonce, 4, counter);
    return nonce;
  }
}
