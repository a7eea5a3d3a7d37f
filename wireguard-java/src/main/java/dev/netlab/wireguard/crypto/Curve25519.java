package dev.netlab.wireguard.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/** X25519 (RFC 7748), with the abort on an all-zero result that WireGuard asks for everywhere. */
public final class Curve25519 {
  private Curve25519() {}

  /** The public key of a private one. */
  public static PublicKey publicKey(Secret secret) {
    byte[] result = new byte[PublicKey.SIZE];
    X25519.scalarMultBase(secret.bytes(), 0, result, 0);
    return PublicKey.copyOf(result, 0);
  }

  /** The shared secret, or null where it is all zero: the other side's point is of low order. */
  public static @Nullable Secret sharedSecret(Secret secret, PublicKey theirs) {
    byte[] result = new byte[Secret.SIZE];
    boolean good = X25519.calculateAgreement(secret.bytes(), 0, theirs.bytes(), 0, result, 0);
    return good ? Secret.owning(result) : null;
  }
}
