package dev.netlab.wireguard.protocol;

import static dev.netlab.wireguard.protocol.Messages.INITIATION_NOISE;
import static dev.netlab.wireguard.protocol.Messages.RESPONSE_NOISE;

import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketPrefix;
import dev.netlab.wireguard.ip.PacketView;
import dev.netlab.wireguard.noise.HandshakeInitiator;
import dev.netlab.wireguard.noise.HandshakeResponder;
import dev.netlab.wireguard.noise.StaticIdentity;
import dev.netlab.wireguard.noise.TransportKeys;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeMessage;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeReceived;
import dev.netlab.wireguard.protocol.PacketEvent.HandshakeSent;
import dev.netlab.wireguard.protocol.PacketEvent.NotOpened;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The handshakes with one peer, in either role. An initiation of ours that waits is not given up
 * for one of the peer's: where both cross, both sessions come about, and either side can read what
 * the other sends.
 */
final class Handshake {
  static final byte[] PROLOGUE =
      "WireGuard v1 zx2c4 Jason@zx2c4.com".getBytes(StandardCharsets.US_ASCII);

  /** AF41: handshakes go before data where routers heed it, as the kernel's do. */
  static final int TOS = 0x88;

  private static final byte[] NOTHING = {};

  private final Peer peer;
  private final InterfaceState shared;
  private final Cookies.Generator cookies;
  private @Nullable Secret staticStatic;
  private @Nullable HandshakeInitiator waiting;
  private int waitingIndex;
  private long notBefore = Long.MIN_VALUE;
  private long tryingSince;
  private byte[] lastTimestamp = new byte[Tai64n.SIZE];
  private long nextInitiation = Long.MIN_VALUE;

  Handshake(Peer peer) {
    this.peer = peer;
    this.shared = peer.shared;
    this.cookies = new Cookies.Generator(peer.publicKey);
  }

  /** The DH of the static keys changed; null where there is none or it is all zero. */
  void staticStatic(@Nullable Secret secret) {
    wipe();
    if (staticStatic != null) {
      staticStatic.wipe();
    }
    staticStatic = secret;
    allowAtOnce();
  }

  /** Begins a handshake, unless one began in the last five seconds. */
  void initiate(long now, List<Action> actions) {
    tryingSince = now;
    if (now >= notBefore) {
      send(now, actions);
    }
  }

  /** Begins a handshake because the last one was not answered. */
  void retry(long now, List<Action> actions) {
    if (now >= notBefore) {
      send(now, actions);
    } else {
      peer.timers.initiationSent(now);
    }
  }

  boolean hasTriedLongEnough(long now) {
    return now - tryingSince >= Limits.REKEY_ATTEMPT_TIME;
  }

  private void send(long now, List<Action> actions) {
    StaticIdentity self = shared.identity;
    Endpoint to = peer.endpoint;
    if (self == null || to == null || !shared.up) {
      return;
    }
    if (staticStatic == null) {
      peer.report(LogEvent.INITIATION_IMPOSSIBLE, actions);
      return;
    }
    wipe();
    HandshakeInitiator initiator =
        HandshakeInitiator.start(
            shared.handshakes,
            PROLOGUE,
            self,
            peer.publicKey,
            staticStatic,
            Secret.generate(shared.random),
            Tai64n.of(shared.wallClock.unixNanos()));
    if (initiator == null) {
      peer.report(LogEvent.INITIATION_IMPOSSIBLE, actions);
      return;
    }
    waiting = initiator;
    waitingIndex = shared.indices.add(peer);
    byte[] message = new byte[Messages.INITIATION_SIZE];
    Messages.putInt(message, 0, Messages.INITIATION);
    Messages.putInt(message, Messages.SENDER, waitingIndex);
    byte[] noise = initiator.message();
    System.arraycopy(noise, 0, message, INITIATION_NOISE, noise.length);
    peer.report(LogEvent.INITIATION_SENT, actions);
    peer.notifyObserver(
        new HandshakeSent(HandshakeMessage.INITIATION, peer.publicKey, to, waitingIndex, 0),
        actions);
    emit(message, to, now, actions);
    peer.timers.initiationSent(now);
  }

  private void emit(byte[] message, Endpoint to, long now, List<Action> actions) {
    cookies.addMacs(message, now);
    notBefore = now + Limits.REKEY_TIMEOUT;
    peer.timers.authenticatedSent(now);
    peer.sentBytes += message.length;
    actions.add(new Action.SendDatagram(to, TOS, new PacketView(message, 0, message.length)));
  }

  /** Reads the rest of an initiation that claims to be this peer's, and answers it. */
  void respond(
      HandshakeResponder responder, byte[] message, Endpoint from, long now, List<Action> actions) {
    byte[] timestamp = staticStatic == null ? null : responder.readPayload(staticStatic);
    if (timestamp == null) {
      notifyDrop(message, DropReason.HANDSHAKE_FAILED, from, actions);
      return;
    }
    if (!Tai64n.isAfter(timestamp, lastTimestamp)) {
      notifyDrop(message, DropReason.OLD_INITIATION, from, actions);
      return;
    }
    if (now <= nextInitiation) {
      notifyDrop(message, DropReason.INITIATION_TOO_SOON, from, actions);
      return;
    }
    lastTimestamp = timestamp;
    nextInitiation = now + Limits.INITIATION_PERIOD;
    int remoteIndex = Messages.getInt(message, Messages.SENDER);
    peer.report(LogEvent.INITIATION_RECEIVED, actions);
    peer.notifyObserver(
        new HandshakeReceived(HandshakeMessage.INITIATION, peer.publicKey, from, remoteIndex, 0),
        actions);
    peer.heardFrom(from, message.length, now);
    byte[] noise = responder.respond(Secret.generate(shared.random), peer.presharedKey, NOTHING);
    if (noise == null) {
      return;
    }
    int index = shared.indices.add(peer);
    byte[] response = new byte[Messages.RESPONSE_SIZE];
    Messages.putInt(response, 0, Messages.RESPONSE);
    Messages.putInt(response, Messages.SENDER, index);
    Messages.putInt(response, Messages.RESPONSE_RECEIVER, remoteIndex);
    System.arraycopy(noise, 0, response, RESPONSE_NOISE, noise.length);
    peer.keypairs.addAsResponder(
        derive(Keypair.Role.RESPONDER, responder.split(), index, remoteIndex, now));
    peer.report(LogEvent.RESPONSE_SENT, actions);
    peer.notifyObserver(
        new HandshakeSent(HandshakeMessage.RESPONSE, peer.publicKey, from, index, remoteIndex),
        actions);
    emit(response, from, now, actions);
  }

  /** Reads the response to the pending initiation with this index. */
  void finish(int index, byte[] message, Endpoint from, long now, List<Action> actions) {
    HandshakeInitiator initiator = waiting;
    if (initiator == null || index != waitingIndex) {
      notifyDrop(message, DropReason.UNKNOWN_RECEIVER, from, actions);
      return;
    }
    byte[] noise =
        Arrays.copyOfRange(message, RESPONSE_NOISE, RESPONSE_NOISE + Messages.RESPONSE_NOISE_SIZE);
    TransportKeys keys = initiator.finish(noise, peer.presharedKey);
    if (keys == null) {
      notifyDrop(message, DropReason.HANDSHAKE_FAILED, from, actions);
      return;
    }
    waiting = null;
    int remoteIndex = Messages.getInt(message, Messages.SENDER);
    peer.report(LogEvent.RESPONSE_RECEIVED, actions);
    peer.notifyObserver(
        new HandshakeReceived(HandshakeMessage.RESPONSE, peer.publicKey, from, remoteIndex, index),
        actions);
    Keypair keypair = derive(Keypair.Role.INITIATOR, keys, index, remoteIndex, now);
    peer.keypairs.addAsInitiator(keypair);
    peer.heardFrom(from, message.length, now);
    peer.sessionEstablished(keypair, actions);
    peer.sender.confirm(now, actions);
  }

  /** Keeps a cookie for the next message; nothing is sent again because of it. */
  void cookie(byte[] message, Endpoint from, long now, List<Action> actions) {
    if (!cookies.consume(message, now)) {
      notifyDrop(message, DropReason.COOKIE_NOT_AUTHENTIC, from, actions);
      return;
    }
    int index = Messages.getInt(message, Messages.RECEIVER);
    peer.report(LogEvent.COOKIE_RECEIVED, actions);
    peer.notifyObserver(
        new HandshakeReceived(HandshakeMessage.COOKIE_REPLY, peer.publicKey, from, 0, index),
        actions);
  }

  private void notifyDrop(byte[] message, DropReason why, Endpoint from, List<Action> actions) {
    if (shared.watched) {
      PacketPrefix excerpt = PacketPrefix.of(new PacketView(message, 0, message.length));
      peer.notifyObserver(new NotOpened(excerpt, why, from, peer.publicKey), actions);
    }
  }

  /** Whether an initiation was sent and its response has not come. */
  boolean isWaiting() {
    return waiting != null;
  }

  private Keypair derive(
      Keypair.Role role, TransportKeys keys, int index, int remoteIndex, long now) {
    Keypair keypair = new Keypair(peer, role, keys, index, remoteIndex, now);
    shared.indices.establish(keypair);
    peer.timers.sessionDerived(now);
    return keypair;
  }

  /** Lets the next handshake begin at once. */
  void allowAtOnce() {
    notBefore = Long.MIN_VALUE;
  }

  /** Drops the pending initiation. */
  void wipe() {
    if (waiting != null) {
      waiting.wipe();
      shared.indices.remove(waitingIndex);
      waiting = null;
    }
  }
}
