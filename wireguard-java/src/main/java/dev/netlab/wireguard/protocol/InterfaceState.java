package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.ChaCha20Poly1305;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.noise.StaticIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the peers of an interface share. */
final class InterfaceState {
  final RandomGenerator random;
  final WallClock wallClock;
  final ChaCha20Poly1305 sealing = new ChaCha20Poly1305();
  final ChaCha20Poly1305 opening = new ChaCha20Poly1305();
  final ChaCha20Poly1305 handshakes = new ChaCha20Poly1305();
  final IndexTable indices;
  final AllowedIps<Peer> allowedIps = new AllowedIps<>();
  final Deadlines deadlines = new Deadlines();
  final Map<PublicKey, Peer> peers = new LinkedHashMap<>();

  @Nullable StaticIdentity identity;
  Cookies.@Nullable Checker cookies;

  /** Bytes of the largest IP packet: data is not padded beyond it. */
  int mtu = 1420;

  /** Whether the interface is up; one that is down answers nobody and has no keys. */
  boolean up;

  /** Whether somebody observes {@link PacketEvent}s. */
  boolean watched;

  InterfaceState(RandomGenerator random, WallClock wallClock) {
    this.random = random;
    this.wallClock = wallClock;
    this.indices = new IndexTable(random);
  }

  /** Makes the ciphers forget the keys they worked with last. */
  void forgetKeys() {
    sealing.forget();
    opening.forget();
    handshakes.forget();
  }
}
