package dev.netlab.wireguard.noise;

import dev.netlab.wireguard.crypto.AeadKey;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The side that reads the first message and writes the second. It is asked in steps, because who
 * the initiator is must be known before the rest can be read: {@link #begin}, {@link #readPayload},
 * {@link #respond}, {@link #split}.
 */
public final class HandshakeResponder {
  private static final int SEALED_STATIC = PublicKey.SIZE + ChaCha20Poly1305.TAG_SIZE;

  private final SymmetricState state;
  private final PublicKey theirEphemeral;
  private final PublicKey initiator;
  private final byte[] sealedPayload;

  private HandshakeResponder(
      SymmetricState state, PublicKey theirEphemeral, PublicKey initiator, byte[] sealedPayload) {
    this.state = state;
    this.theirEphemeral = theirEphemeral;
    this.initiator = initiator;
    this.sealedPayload = sealedPayload;
  }

  /**
   * Reads the first message as far as the initiator's static key.
   *
   * @return null where it is not authentic or the DH result is all zero
   */
  public static @Nullable HandshakeResponder begin(
      ChaCha20Poly1305 aead, byte[] prologue, StaticIdentity self, byte[] message) {
    SymmetricState state = new SymmetricState(aead, prologue, self.publicKey());
    PublicKey ephemeral = PublicKey.copyOf(message, 0);
    state.mixEphemeral(ephemeral);
    Secret es = Curve25519.sharedSecret(self.secret(), ephemeral);
    if (es == null) {
      return null;
    }
    state.mixKey(es);
    es.wipe();
    int payload = PublicKey.SIZE + SEALED_STATIC;
    byte[] initiator = state.decryptAndHash(Arrays.copyOfRange(message, PublicKey.SIZE, payload));
    if (initiator == null) {
      return null;
    }
    return new HandshakeResponder(
        state,
        ephemeral,
        PublicKey.copyOf(initiator, 0),
        Arrays.copyOfRange(message, payload, message.length));
  }

  /** The claimed sender of the message; proven once {@link #readPayload} succeeds. */
  public PublicKey initiator() {
    return initiator;
  }

  /**
   * The payload of the first message, or null where it is not authentic.
   *
   * @param staticStatic the DH of the two static keys
   */
  public byte @Nullable [] readPayload(Secret staticStatic) {
    state.mixKey(staticStatic);
    return state.decryptAndHash(sealedPayload);
  }

  /**
   * The second message: ephemeral, sealed payload; null where a DH result is all zero.
   *
   * @param ephemeral a fresh private key, which is zeroed here
   */
  public byte @Nullable [] respond(Secret ephemeral, Secret preshared, byte[] payload) {
    PublicKey ephemeralPublic = Curve25519.publicKey(ephemeral);
    state.mixEphemeral(ephemeralPublic);
    Secret ee = Curve25519.sharedSecret(ephemeral, theirEphemeral);
    Secret se = Curve25519.sharedSecret(ephemeral, initiator);
    ephemeral.wipe();
    if (ee == null || se == null) {
      return null;
    }
    state.mixKey(ee);
    state.mixKey(se);
    ee.wipe();
    se.wipe();
    state.mixPresharedKey(preshared);
    return Bytes.concat(ephemeralPublic.bytes(), state.encryptAndHash(payload));
  }

  /** The keys of the session; ends the handshake. */
  public TransportKeys split() {
    byte[][] keys = state.split();
    return new TransportKeys(new AeadKey(keys[1]), new AeadKey(keys[0]));
  }

  /** The hash of the whole transcript, for channel binding and for tests. */
  public byte[] transcriptHash() {
    return state.hash();
  }
}
