package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.Curve25519;
import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.noise.StaticIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One peer: who it is, where it is, its sessions, and what its timers do. */
final class Peer {
  final InterfaceState shared;
  final PublicKey publicKey;
  final Keypairs keypairs;
  final Timers timers;
  final StagedPackets staged = new StagedPackets();
  final Handshake handshake;
  final Sender sender;

  Secret presharedKey = Secret.zero();
  @Nullable Endpoint endpoint;
  int persistentKeepalive;
  long sentBytes;
  long receivedBytes;
  long lastHandshakeUnix;

  /** An initiator that only receives asks for a new session once a session. */
  boolean sentLastMinuteHandshake;

  Peer(InterfaceState shared, PublicKey publicKey) {
    this.shared = shared;
    this.publicKey = publicKey;
    this.keypairs = new Keypairs(shared.indices);
    this.timers = new Timers(shared.deadlines, shared.random);
    this.handshake = new Handshake(this);
    this.sender = new Sender(this);
  }

  /** The private key has changed: old sessions are no longer used for sending. */
  void identityChanged() {
    StaticIdentity identity = shared.identity;
    handshake.staticStatic(
        identity == null ? null : Curve25519.sharedSecret(identity.secret(), publicKey));
    keypairs.expire();
  }

  /** The interface came up, the peer was made on one that is up, or the private key came late. */
  void start(long now, List<Action> actions) {
    if (persistentKeepalive > 0) {
      sender.keepalive(now, actions);
    }
    sender.flush(now, actions);
  }

  /** The interface went down, or the peer is removed. */
  void stop() {
    timers.stop();
    handshake.allowAtOnce();
    wipe();
  }

  private void wipe() {
    keypairs.wipe();
    handshake.wipe();
    staged.clear();
    shared.forgetKeys();
  }

  /** Any authentic message may come from a new endpoint, which is the peer's from then on. */
  void heardFrom(Endpoint from, int bytes, long now) {
    if (!from.equals(endpoint)) {
      endpoint = from;
    }
    receivedBytes += bytes;
    timers.authenticatedReceived(now);
  }

  void sessionEstablished(Keypair keypair, List<Action> actions) {
    timers.handshakeComplete();
    sentLastMinuteHandshake = false;
    lastHandshakeUnix = shared.wallClock.unixNanos();
    notifyObserver(
        new PacketEvent.SessionBegun(publicKey, keypair.localIndex, keypair.remoteIndex), actions);
  }

  /** Does what is due; the caller updates the deadlines afterwards. */
  void expire(long now, List<Action> actions) {
    if (timers.dueRetransmitHandshake(now)) {
      retransmitHandshake(now, actions);
    }
    if (timers.dueKeepalive(now)) {
      sender.keepalive(now, actions);
      timers.keepaliveSent(now);
    }
    if (timers.dueNewHandshake(now)) {
      report(LogEvent.STOPPED_HEARING, actions);
      forgetSource();
      handshake.initiate(now, actions);
    }
    if (timers.dueZeroKeys(now)) {
      report(LogEvent.KEYS_ZEROED, actions);
      wipe();
    }
    if (timers.duePersistentKeepalive(now) && persistentKeepalive > 0) {
      sender.keepalive(now, actions);
    }
  }

  private void retransmitHandshake(long now, List<Action> actions) {
    if (handshake.hasTriedLongEnough(now)) {
      report(LogEvent.HANDSHAKE_GIVEN_UP, actions);
      sender.giveUp(DropReason.HANDSHAKE_UNANSWERED, actions);
      timers.handshakeGivenUp(now);
    } else {
      report(LogEvent.INITIATION_RETRIED, actions);
      forgetSource();
      handshake.retry(now, actions);
    }
  }

  /** The source address may be the reason that nothing arrives. */
  private void forgetSource() {
    endpoint = endpoint == null ? null : endpoint.withoutSource();
  }

  void report(LogEvent event, List<Action> actions) {
    actions.add(new Action.Report(event, publicKey));
  }

  /** Passes an event to the observer, if there is one. */
  void notifyObserver(PacketEvent observation, List<Action> actions) {
    if (shared.watched) {
      actions.add(new Action.Notify(observation));
    }
  }

  PeerStatus status() {
    return new PeerStatus(
        publicKey,
        presharedKey,
        endpoint,
        lastHandshakeUnix,
        sentBytes,
        receivedBytes,
        persistentKeepalive,
        handshake.isWaiting(),
        staged.size(),
        shared.allowedIps.of(this));
  }
}
