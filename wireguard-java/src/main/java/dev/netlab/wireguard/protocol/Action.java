package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IcmpError;
import dev.netlab.wireguard.ip.PacketView;

/**
 * What is to be done. Packets may lie in the array that the input came in: an action is done before
 * that array is used again.
 */
public sealed interface Action {

  /**
   * A datagram to a peer.
   *
   * @param tos the outer IPv4 TOS or IPv6 traffic class
   */
  record SendDatagram(Endpoint to, int tos, PacketView datagram) implements Action {}

  /** An IP packet that came out of the tunnel, for the TUN device. */
  record DeliverPacket(PacketView packet) implements Action {}

  /** Who sent a packet that cannot go through the tunnel is to be told, by the node itself. */
  record Answer(IcmpError error) implements Action {}

  /** What became of a packet or message; only while the interface is watched. */
  record Notify(PacketEvent event) implements Action {}

  /** Something worth a line in a log happened. */
  record Report(LogEvent event, PublicKey peer) implements Action {}
}
