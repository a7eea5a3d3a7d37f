package dev.netlab.wireguard.noise;

import dev.netlab.wireguard.crypto.AeadKey;
import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The side that sends the first message, {@code -> e, es, s, ss}, and reads the second, {@code <-
 * e, ee, se, psk} (whitepaper sections 5.4.2 and 5.4.3).
 */
public final class HandshakeInitiator {
  private final StaticIdentity self;
  private final Secret ephemeral;
  private final SymmetricState state;
  private final byte[] message;

  private HandshakeInitiator(
      StaticIdentity self, Secret ephemeral, SymmetricState state, byte[] message) {
    this.self = self;
    this.ephemeral = ephemeral;
    this.state = state;
    this.message = message;
  }

  /**
   * Writes the first message.
   *
   * @param staticStatic the DH of the two static keys
   * @param ephemeral a fresh private key, owned by the handshake from here on
   * @return null where a DH result is all zero
   */
  public static @Nullable HandshakeInitiator start(
      ChaCha20Poly1305 aead,
      byte[] prologue,
      StaticIdentity self,
      PublicKey responder,
      Secret staticStatic,
      Secret ephemeral,
      byte[] payload) {
    SymmetricState state = new SymmetricState(aead, prologue, responder);
    PublicKey ephemeralPublic = Curve25519.publicKey(ephemeral);
    state.mixEphemeral(ephemeralPublic);
    Secret es = Curve25519.sharedSecret(ephemeral, responder);
    if (es == null) {
      return null;
    }
    state.mixKey(es);
    es.wipe();
    byte[] sealedStatic = state.encryptAndHash(self.publicKey().bytes());
    state.mixKey(staticStatic);
    byte[] sealedPayload = state.encryptAndHash(payload);
    return new HandshakeInitiator(
        self, ephemeral, state, Bytes.concat(ephemeralPublic.bytes(), sealedStatic, sealedPayload));
  }

  /** The first message: ephemeral, sealed static, sealed payload. */
  public byte[] message() {
    return message;
  }

  /**
   * Reads the second message. A wrong one leaves the handshake as it was, so that nobody can end it
   * by sending rubbish.
   *
   * @return null where the message is not authentic or a DH result is all zero
   */
  public @Nullable TransportKeys finish(byte[] response, Secret preshared) {
    SymmetricState attempt = state.copy();
    PublicKey theirs = PublicKey.copyOf(response, 0);
    attempt.mixEphemeral(theirs);
    Secret ee = Curve25519.sharedSecret(ephemeral, theirs);
    Secret se = Curve25519.sharedSecret(self.secret(), theirs);
    if (ee == null || se == null) {
      return null;
    }
    attempt.mixKey(ee);
    attempt.mixKey(se);
    ee.wipe();
    se.wipe();
    attempt.mixPresharedKey(preshared);
    byte[] sealed = Arrays.copyOfRange(response, PublicKey.SIZE, response.length);
    if (attempt.decryptAndHash(sealed) == null) {
      attempt.wipe();
      return null;
    }
    byte[][] keys = attempt.split();
    wipe();
    return new TransportKeys(new AeadKey(keys[0]), new AeadKey(keys[1]));
  }

  /** Zeroes what would let the keys be computed again. */
  public void wipe() {
    ephemeral.wipe();
    state.wipe();
  }
}
