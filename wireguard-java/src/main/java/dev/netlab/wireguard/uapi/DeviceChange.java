package dev.netlab.wireguard.uapi;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.protocol.PeerChange;
import java.util.List;

/** One change of a set request; changes are applied in order. */
public sealed interface DeviceChange {

  /** All zero takes the key away. */
  record PrivateKey(Secret key) implements DeviceChange {}

  /** The UDP port, 0 to 65535; 0 lets the kernel choose. */
  record ListenPort(int port) implements DeviceChange {}

  /** The mark of outgoing datagrams, 32 bits; 0 for none. */
  record FirewallMark(int mark) implements DeviceChange {}

  record ReplacePeers() implements DeviceChange {}

  /** What is to change about one peer. */
  record Peer(PublicKey publicKey, List<PeerChange> changes) implements DeviceChange {
    public Peer {
      changes = List.copyOf(changes);
    }
  }
}
