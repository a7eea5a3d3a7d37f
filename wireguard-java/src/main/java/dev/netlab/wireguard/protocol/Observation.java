package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * What became of one packet or message, told in the order in which it happened while an interface
 * is {@linkplain WireGuard#watch watched}. An inner packet is an IP packet as the TUN device has
 * it; one without bytes is a keepalive.
 */
public sealed interface Observation {

  /**
   * How a data message is found again on the wire.
   *
   * @param endpoint where it goes, or came from
   * @param receiver the receiver index in its header
   * @param counter the counter in its header; unsigned
   */
  record Transport(PublicKey peer, Endpoint endpoint, int receiver, long counter) {}

  /** An inner packet went into a datagram. */
  record Sealed(Excerpt inner, Transport transport) implements Observation {}

  /** An inner packet came out of a datagram and goes to the TUN device. */
  record Opened(Excerpt inner, Transport transport) implements Observation {}

  /** An inner packet waits for a session; it is told of again when it is sealed or given up. */
  record Staged(Excerpt inner, PublicKey peer) implements Observation {}

  /**
   * An inner packet was not sent.
   *
   * @param peer whose it would have been, if that was found out
   */
  record NotSealed(Excerpt inner, Refusal why, @Nullable PublicKey peer) implements Observation {}

  /**
   * A datagram was not taken.
   *
   * @param peer who sent it, or says to have
   */
  record NotOpened(Excerpt datagram, Refusal why, Endpoint from, @Nullable PublicKey peer)
      implements Observation {}

  /** A datagram of the peer's was authentic, but not the packet in it. */
  record NotDelivered(Excerpt inner, Refusal why, Transport transport) implements Observation {}

  /** The three messages of a handshake (whitepaper sections 5.4.2, 5.4.3 and 5.4.7). */
  enum HandshakeMessage {
    INITIATION,
    RESPONSE,
    COOKIE_REPLY
  }

  /**
   * A handshake message goes out.
   *
   * @param peer null for a cookie reply: who asked is not looked at
   * @param sender the sender index in its header; 0 in a cookie reply, which has none
   * @param receiver the receiver index in its header; 0 in an initiation, which has none
   */
  record HandshakeSent(
      HandshakeMessage message, @Nullable PublicKey peer, Endpoint to, int sender, int receiver)
      implements Observation {}

  /** A handshake message came and was right; the parameters as of {@link HandshakeSent}. */
  record HandshakeReceived(
      HandshakeMessage message, PublicKey peer, Endpoint from, int sender, int receiver)
      implements Observation {}

  /**
   * There is a session that can be sent with.
   *
   * @param local the receiver index of what comes
   * @param remote the receiver index of what goes
   */
  record SessionBegun(PublicKey peer, int local, int remote) implements Observation {}
}
