package dev.netlab.wireguard.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * The whitepaper's XAEAD (draft-irtf-cfrg-xchacha): ChaCha20-Poly1305 with a random nonce of 24
 * bytes, for cookies.
 */
public final class XChaCha20Poly1305 {
  /** Bytes of a nonce. */
  public static final int NONCE_SIZE = 24;

  private XChaCha20Poly1305() {}

  /** Ciphertext and tag. */
  public static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] authenticated) {
    var cipher = new org.bouncycastle.crypto.modes.XChaCha20Poly1305();
    cipher.init(true, new AEADParameters(new KeyParameter(key), 128, nonce, authenticated));
    byte[] out = new byte[cipher.getOutputSize(plaintext.length)];
    int written = cipher.processBytes(plaintext, 0, plaintext.length, out, 0);
    try {
      cipher.doFinal(out, written);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing found a wrong tag", e);
    }
    return out;
  }

  /** The plaintext, or null where the tag is wrong. */
  public static byte @Nullable [] open(
      byte[] key, byte[] nonce, byte[] sealed, byte[] authenticated) {
    if (sealed.length < ChaCha20Poly1305.TAG_SIZE) {
      return null;
    }
    var cipher = new org.bouncycastle.crypto.modes.XChaCha20Poly1305();
    cipher.init(false, new AEADParameters(new KeyParameter(key), 128, nonce, authenticated));
    byte[] out = new byte[cipher.getOutputSize(sealed.length)];
    int written = cipher.processBytes(sealed, 0, sealed.length, out, 0);
    try {
      cipher.doFinal(out, written);
    } catch (InvalidCipherTextException e) {
      return null;
    }
    return out;
  }
}
