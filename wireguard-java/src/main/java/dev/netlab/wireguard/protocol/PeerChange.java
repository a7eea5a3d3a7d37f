package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpPrefix;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;

/** One line of a peer's configuration, in the order of which they are applied. */
public sealed interface PeerChange {

  /** The peer goes; later changes of the same block change nothing. */
  record Remove() implements PeerChange {}

  /** A peer that is not there is not made by this block. */
  record UpdateOnly() implements PeerChange {}

  /** All zero takes the key away; counts from the next handshake. */
  record PresharedKey(Secret key) implements PeerChange {}

  record SetEndpoint(Endpoint endpoint) implements PeerChange {}

  /** Seconds between keepalives, 0 to 65535; 0 for none. */
  record PersistentKeepalive(int seconds) implements PeerChange {}

  record ReplaceAllowedIps() implements PeerChange {}

  record AddAllowedIp(IpPrefix prefix) implements PeerChange {}

  record RemoveAllowedIp(IpPrefix prefix) implements PeerChange {}
}
