package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.crypto.PublicKey;
import dev.netlab.wireguard.ip.Endpoint;
import dev.netlab.wireguard.ip.IcmpError;
import dev.netlab.wireguard.ip.PacketView;

/**
 * What the caller is to do. A packet lies in the array that the input came in, which the next
 * packet or datagram overwrites: do all actions before {@link WireGuard#send} or {@link
 * WireGuard#receive} is called again, or copy their bytes.
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

  /** An ICMP error to the sender of a packet that cannot go through the tunnel, from the node. */
  record Answer(IcmpError error) implements Action {}

  /**
   * An event for the observer; only while the interface is {@linkplain WireGuard#watch watched}.
   */
  record Notify(PacketEvent event) implements Action {}

  /** A line for the log. */
  record Report(LogEvent event, PublicKey peer) implements Action {}
}
