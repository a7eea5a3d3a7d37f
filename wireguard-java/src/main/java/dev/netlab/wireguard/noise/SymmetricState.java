package dev.netlab.wireguard.noise;

import dev.netlab.wireguard.crypto.AeadKey;
import dev.netlab.wireguard.crypto.Blake2s;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.crypto.Kdf;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The chaining key and the transcript hash of a handshake (Noise specification, section 5.2). Every
 * key seals at most one message, so the nonce is always 0.
 */
final class SymmetricState {
  private static final String PROTOCOL = "Noise_IKpsk2_25519_ChaChaPoly_BLAKE2s";
  private static final byte[] NOTHING = {};

  private final ChaCha20Poly1305 aead;
  private byte[] chainingKey;
  private byte[] hash;
  private @Nullable AeadKey key;

  /** The state in which a handshake with the owner of {@code responder} begins. */
  SymmetricState(ChaCha20Poly1305 aead, byte[] prologue, PublicKey responder) {
    this.aead = aead;
    this.chainingKey = Blake2s.hash(PROTOCOL.getBytes(StandardCharsets.US_ASCII));
    this.hash = Blake2s.hash(chainingKey, prologue);
    mixHash(responder.bytes());
  }

  private SymmetricState(SymmetricState from) {
    this.aead = from.aead;
    this.chainingKey = from.chainingKey.clone();
    this.hash = from.hash.clone();
  }

  /** A copy between two messages, when no message key is pending. */
  SymmetricState copy() {
    return new SymmetricState(this);
  }

  void mixHash(byte[] data) {
    hash = Blake2s.hash(hash, data);
  }

  /** The token {@code e}: with a PSK in the pattern, the ephemeral goes into the key as well. */
  void mixEphemeral(PublicKey ephemeral) {
    mixHash(ephemeral.bytes());
    advance(Kdf.derive(1, chainingKey, ephemeral.bytes()), null);
  }

  /** A DH token: the secret gives the next chaining key and the key of the next message. */
  void mixKey(Secret secret) {
    byte[][] derived = Kdf.derive(2, chainingKey, secret.bytes());
    advance(derived, derived[1]);
  }

  /** The token {@code psk}. */
  void mixPresharedKey(Secret preshared) {
    byte[][] derived = Kdf.derive(3, chainingKey, preshared.bytes());
    advance(derived, derived[2]);
    mixHash(derived[1]);
  }

  byte[] encryptAndHash(byte[] plaintext) {
    byte[] sealed = new byte[plaintext.length + ChaCha20Poly1305.TAG_SIZE];
    aead.seal(currentKey(), 0, hash, plaintext, 0, plaintext.length, sealed, 0);
    mixHash(sealed);
    return sealed;
  }

  /** The plaintext, or null (and an unchanged transcript) where it is not authentic. */
  byte @Nullable [] decryptAndHash(byte[] sealed) {
    byte[] plaintext = new byte[Math.max(0, sealed.length - ChaCha20Poly1305.TAG_SIZE)];
    if (!aead.open(currentKey(), 0, hash, sealed, 0, sealed.length, plaintext, 0)) {
      return null;
    }
    mixHash(sealed);
    return plaintext;
  }

  /** The two transport keys: the initiator's sending key first. Ends this state's life. */
  byte[][] split() {
    byte[][] keys = Kdf.derive(2, chainingKey, NOTHING);
    wipe();
    return keys;
  }

  byte[] hash() {
    return hash.clone();
  }

  void wipe() {
    Arrays.fill(chainingKey, (byte) 0);
    Arrays.fill(hash, (byte) 0);
    if (key != null) {
      key.destroy();
    }
    aead.forget();
  }

  private void advance(byte[][] derived, byte @Nullable [] messageKey) {
    Arrays.fill(chainingKey, (byte) 0);
    chainingKey = derived[0];
    if (key != null) {
      key.destroy();
    }
    key = messageKey == null ? null : new AeadKey(messageKey);
  }

  private AeadKey currentKey() {
    if (key == null) {
      throw new IllegalStateException("no DH has been mixed in yet");
    }
    return key;
  }
}
