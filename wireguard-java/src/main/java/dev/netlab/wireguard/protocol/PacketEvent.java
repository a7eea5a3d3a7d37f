package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.PacketPrefix;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one packet or message, in order, while an interface is {@linkplain
 * WireGuard#watch watched}. An inner packet is an IP packet as the TUN device has it; one without
 * bytes is a keepalive.
 */
public sealed interface PacketEvent {

  /**
   * How a data message is found again on the wire.
   *
   * @param endpoint where it goes, or came from
   * @param receiver the receiver index in its header
   * @param counter the counter in its header; unsigned
   */
  record Transport(PublicKey peer, Endpoint endpoint, int receiver, long counter) {}

  /** An inner packet went into a datagram. */
  record Sealed(PacketPrefix inner, Transport transport) implements PacketEvent {}

  /** An inner packet came out of a datagram and goes to the TUN device. */
  record Opened(PacketPrefix inner, Transport transport) implements PacketEvent {}

  /** An inner packet waits for a session; another event follows when it is sealed or dropped. */
  record Staged(PacketPrefix inner, PublicKey peer) implements PacketEvent {}

  /**
   * An inner packet was not sent.
   *
   * @param peer the peer it was for, if that is known
   */
  record NotSealed(PacketPrefix inner, DropReason reason, @Nullable PublicKey peer)
      implements PacketEvent {}

  /**
   * A datagram was dropped.
   *
   * @param peer who sent it, or claims to have
   */
  record NotOpened(
      PacketPrefix datagram, DropReason reason, Endpoint from, @Nullable PublicKey peer)
      implements PacketEvent {}

  /** A datagram of the peer's was authentic, but not the packet in it. */
  record NotDelivered(PacketPrefix inner, DropReason reason, Transport transport)
      implements PacketEvent {}

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
      implements PacketEvent {}

  /** An authentic handshake message arrived; the parameters are those of {@link HandshakeSent}. */
  record HandshakeReceived(
      HandshakeMessage message, PublicKey peer, Endpoint from, int sender, int receiver)
      implements PacketEvent {}

  /**
   * A session was established and can be sent with.
   *
   * @param local the receiver index of incoming data
   * @param remote the receiver index of outgoing data
   */
  record SessionBegun(PublicKey peer, int local, int remote) implements PacketEvent {}
}
