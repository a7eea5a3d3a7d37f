package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.noise.TransportKeys;

/** The keys of one session: two directions, the indices that name it, its counters and its age. */
final class Keypair {
  /** Which side of the handshake this was: only the initiator renews a session for its age. */
  enum Role {
    INITIATOR,
    RESPONDER
  }

  final Peer peer;
  final Role role;
  final TransportKeys keys;
  final int localIndex;
  final int remoteIndex;
  final long created;
  final ReplayWindow replay = new ReplayWindow();

  /** The next message's counter; unsigned. */
  long sendCounter;

  Keypair(Peer peer, Role role, TransportKeys keys, int localIndex, int remoteIndex, long created) {
    this.peer = peer;
    this.role = role;
    this.keys = keys;
    this.localIndex = localIndex;
    this.remoteIndex = remoteIndex;
    this.created = created;
  }

  boolean maySend(long now) {
    return now - created < Limits.REJECT_AFTER_TIME
        && Long.compareUnsigned(sendCounter, Limits.REJECT_AFTER_MESSAGES) < 0;
  }

  boolean mayReceive(long now) {
    return now - created < Limits.REJECT_AFTER_TIME;
  }

  /** Whether sending should be followed by a new handshake. */
  boolean isStaleForSending(long now) {
    return Long.compareUnsigned(sendCounter, Limits.REKEY_AFTER_MESSAGES) > 0
        || (role == Role.INITIATOR && now - created > Limits.REKEY_AFTER_TIME);
  }

  boolean isStaleForReceiving(long now) {
    return role == Role.INITIATOR && now - created > Limits.REKEY_ON_RECEIVE_TIME;
  }

  void wipe() {
    keys.sending().destroy();
    keys.receiving().destroy();
  }
}
