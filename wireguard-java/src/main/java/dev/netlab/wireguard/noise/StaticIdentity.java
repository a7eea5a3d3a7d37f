package dev.netlab.wireguard.noise;

import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;

/** A static key pair: the identity of an interface. */
public record StaticIdentity(Secret secret, PublicKey publicKey) {

  /** The identity of a private key. */
  public static StaticIdentity of(Secret secret) {
    return new StaticIdentity(secret, Curve25519.publicKey(secret));
  }
}
