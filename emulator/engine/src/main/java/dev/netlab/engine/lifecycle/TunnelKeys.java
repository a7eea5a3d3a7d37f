package dev.netlab.engine.lifecycle;

import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.WireGuardPeer.Identity;
import dev.netlab.lab.plan.Plan;
import dev.netlab.lab.plan.Step;
import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The keys of a lab's WireGuard tunnels: those that the lab file contains, and new ones. */
final class TunnelKeys {
  private final Map<Identity.Tunnel, Secret> secrets = new HashMap<>();

  private TunnelKeys() {}

  /** Generates the keys that the lab file does not contain. */
  static TunnelKeys of(Plan plan) {
    TunnelKeys keys = new TunnelKeys();
    SecureRandom random = new SecureRandom();
    for (Step.ConfigureWireGuard tunnel : plan.steps(Step.ConfigureWireGuard.class)) {
      Secret secret =
          tunnel
              .wireguard()
              .privateKey()
              .map(key -> Secret.copyOf(key.bytes(), 0))
              .orElseGet(() -> Secret.generate(random));
      keys.secrets.put(new Identity.Tunnel(tunnel.node(), tunnel.device()), secret);
    }
    return keys;
  }

  /** Writes each private key to a file that only root can read, as {@code wg genkey} prints it. */
  void write(StateDirectory state) {
    secrets.forEach(
        (tunnel, secret) ->
            state.write(
                state.key(tunnel.node(), tunnel.interfaceName()),
                Base64.getEncoder().encodeToString(secret.bytes()) + "\n"));
  }

  Secret secret(Identity.Tunnel tunnel) {
    return Objects.requireNonNull(secrets.get(tunnel), () -> "no such tunnel: " + tunnel);
  }

  PublicKey publicKey(Identity identity) {
    return switch (identity) {
      case Identity.Tunnel tunnel -> Curve25519.publicKey(secret(tunnel));
      case Identity.PublicKey known -> PublicKey.copyOf(known.key().bytes(), 0);
    };
  }
}
