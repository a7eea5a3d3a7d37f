package dev.netlab.wireguard.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/** Uses the JDK's {@link Cipher}, which is initialised for each message. */
final class CipherAead implements Aead {
  private final Cipher cipher;

  CipherAead() {
    try {
      cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ChaCha20-Poly1305", e);
    }
  }

  @Override
  public void seal(
      AeadKey key,
      byte[] nonce,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    try {
      start(Cipher.ENCRYPT_MODE, key, nonce, authenticated);
      cipher.doFinal(in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  @Override
  public boolean open(
      AeadKey key,
      byte[] nonce,
      byte[] authenticated,
      byte[] in,
      int inOffset,
      int length,
      byte[] out,
      int outOffset) {
    try {
      start(Cipher.DECRYPT_MODE, key, nonce, authenticated);
      cipher.doFinal(in, inOffset, length, out, outOffset);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("decryption failed", e);
    }
  }

  @Override
  public void forget() {
    try {
      start(Cipher.DECRYPT_MODE, new AeadKey(new byte[Secret.SIZE]), new byte[12], new byte[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot reset the cipher", e);
    }
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
