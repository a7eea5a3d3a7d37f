package dev.netlab.packet;

/** One header of a frame, or what follows the last header that could be read. */
public sealed interface Layer
    permits Ethernet, Vlan, Arp, Ip, Icmp, Icmpv6, Transport, TunnelHeader, Payload, Malformed {
  /** Where in the frame the layer starts, in bytes from 0. */
  int offset();
}
