package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer as {@code wg show} prints it.
 *
 * @param lastHandshake Unix time in nanoseconds, 0 for never
 * @param sentBytes of datagrams, headers below UDP not counted
 * @param receivedBytes of authenticated datagrams
 * @param persistentKeepalive seconds, 0 for off
 * @param handshaking whether an initiation of ours waits for its response
 * @param staged packets that wait for a session
 */
public record PeerStatus(
    PublicKey publicKey,
    Secret presharedKey,
    @Nullable Endpoint endpoint,
    long lastHandshake,
    long sentBytes,
    long receivedBytes,
    int persistentKeepalive,
    boolean handshaking,
    int staged,
    List<IpPrefix> allowedIps) {
  public PeerStatus {
    allowedIps = List.copyOf(allowedIps);
  }
}
