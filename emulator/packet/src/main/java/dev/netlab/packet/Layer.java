package dev.netlab.packet;

/** One header of a frame, or the rest after the last readable header. */
public sealed interface Layer
    permits Ethernet, Vlan, Arp, Ip, Icmp, Icmpv6, Transport, TunnelHeader, Payload, Malformed {
  /** The position in the frame where the layer starts, in bytes from 0. */
  int offset();
}
