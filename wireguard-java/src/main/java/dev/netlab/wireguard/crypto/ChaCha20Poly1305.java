package dev.netlab.wireguard.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * The whitepaper's AEAD(key, counter, plaintext, authenticated text): ChaCha20-Poly1305 (RFC 8439)
 * with a nonce of four zero bytes and the counter in little endian. Input and output may be the
 * same array at the same offset. An object belongs to one thread.
 */
public final class ChaCha20Poly1305 {
  /** Bytes of the authentication tag that follows the ciphertext. */
  public static final int TAG_SIZE = 16;

  private static final byte[] NOTHING = {};

  private final Cipher cipher;
  private final byte[] nonce = new byte[12];

  public ChaCha20Poly1305() {
    try {
      cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ChaCha20-Poly1305", e);
    }
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

  /** Makes the cipher forget the last key it was given. */
  public void forget() {
    try {
      start(Cipher.DECRYPT_MODE, new AeadKey(new byte[Secret.SIZE]), new byte[12], NOTHING);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot reset the cipher", e);
    }
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
    try {
      start(Cipher.ENCRYPT_MODE, key, iv, authenticated);
      cipher.doFinal(in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
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
    if (length < TAG_SIZE) {
      return false;
    }
    try {
      start(Cipher.DECRYPT_MODE, key, iv, authenticated);
      cipher.doFinal(in, inOffset, length, out, outOffset);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption failed", e);
    }
  }

  private byte[] nonce(long counter) {
    for (int i = 0; i < 8; i++) {
      nonce[4 + i] = (byte) (counter >>> (8 * i));
    }
    return nonce;
  }

  private void start(int mode, AeadKey key, byte[] nonce, byte[] authenticated)
      throws GeneralSecurityException {
    IvParameterSpec iv = new IvParameterSpec(nonce);
    try {
      cipher.init(mode, key, iv);
    } catch (InvalidKeyException e) {
      // The JDK refuses the pair it saw last. That is right for sealing; opening may meet a copy of
      // the last datagram.
      if (mode == Cipher.ENCRYPT_MODE) {
        throw e;
      }
      forget();
      cipher.init(mode, key, new IvParameterSpec(nonce));
    }
    if (authenticated.length > 0) {
      cipher.updateAAD(authenticated);
    }
  }
}
