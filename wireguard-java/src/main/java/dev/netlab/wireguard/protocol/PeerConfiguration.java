package dev.netlab.wireguard.protocol;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.netlab.wireguard.crypto.PublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One block of changes to one peer. */
final class PeerConfiguration {
  private final InterfaceState shared;
  private final boolean isNew;
  private @Nullable Peer peer;
  private boolean keepaliveEnabled;

  private PeerConfiguration(InterfaceState shared, Peer peer, boolean isNew) {
    this.shared = shared;
    this.peer = peer;
    this.isNew = isNew;
  }

  static PeerConfiguration of(InterfaceState shared, PublicKey key) {
    Peer existing = shared.peers.get(key);
    if (existing != null) {
      return new PeerConfiguration(shared, existing, false);
    }
    if (shared.peers.size() == Limits.PEERS) {
      throw new IllegalStateException("an interface has at most " + Limits.PEERS + " peers");
    }
    Peer made = new Peer(shared, key);
    made.identityChanged();
    shared.peers.put(key, made);
    return new PeerConfiguration(shared, made, true);
  }

  static void remove(InterfaceState shared, PublicKey key) {
    Peer peer = shared.peers.remove(key);
    if (peer != null) {
      shared.allowedIps.removeAll(peer);
      peer.stop();
      peer.handshake.staticStatic(null);
      peer.presharedKey.wipe();
    }
  }

  void apply(List<PeerChange> changes, long now, List<Action> actions) {
    for (PeerChange change : changes) {
      Peer target = peer;
      if (target == null) {
        return;
      }
      apply(change, target);
    }
    Peer target = peer;
    if (target != null && shared.up) {
      if (keepaliveEnabled) {
        target.sender.keepalive(now, actions);
      }
      target.sender.flush(now, actions);
    }
  }

  private void apply(PeerChange change, Peer target) {
    switch (change) {
      case PeerChange.Remove() -> drop(target);
      case PeerChange.UpdateOnly() -> {
        if (isNew) {
          drop(target);
        }
      }
      case PeerChange.PresharedKey(var key) -> {
        target.presharedKey.wipe();
        target.presharedKey = key;
      }
      case PeerChange.SetEndpoint(var endpoint) -> target.endpoint = endpoint;
      case PeerChange.PersistentKeepalive(int seconds) -> {
        keepaliveEnabled = target.persistentKeepalive == 0 && seconds > 0;
        target.persistentKeepalive = seconds;
        target.timers.persistentInterval(SECONDS.toNanos(seconds));
      }
      case PeerChange.ReplaceAllowedIps() -> shared.allowedIps.removeAll(target);
      case PeerChange.AddAllowedIp(var prefix) -> shared.allowedIps.insert(prefix, target);
      case PeerChange.RemoveAllowedIp(var prefix) -> shared.allowedIps.remove(prefix, target);
    }
  }

  private void drop(Peer target) {
    remove(shared, target.publicKey);
    peer = null;
  }
}
