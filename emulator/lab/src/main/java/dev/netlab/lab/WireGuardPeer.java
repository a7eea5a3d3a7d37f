package dev.netlab.lab;

import dev.netlab.netlink.rtnetlink.Prefix;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * A peer of a WireGuard tunnel.
 *
 * @param identity the source of its public key
 * @param allowedIps the addresses from which it may send, and whose packets go to it
 * @param persistentKeepalive in seconds; 0 for none
 */
public record WireGuardPeer(
    Identity identity,
    Optional<WireGuardKey> presharedKey,
    Optional<InetSocketAddress> endpoint,
    List<Located<Prefix>> allowedIps,
    int persistentKeepalive,
    Location at) {
  public WireGuardPeer {
    allowedIps = List.copyOf(allowedIps);
  }

  /** The source of a peer's public key. */
  public sealed interface Identity {
    /** The key of that tunnel in the lab. */
    record Tunnel(String node, String interfaceName) implements Identity {}

    /** A key that the file contains. */
    record PublicKey(WireGuardKey key) implements Identity {}
  }
}
