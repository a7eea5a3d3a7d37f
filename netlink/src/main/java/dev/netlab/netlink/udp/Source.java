package dev.netlab.netlink.udp;

import dev.netlab.ip.IpAddress;

/**
 * The local side of a datagram: the address it came to, or shall be sent from, and the interface's
 * index (0 for any). Answering from where one was asked is what WireGuard calls a sticky source.
 */
public record Source(IpAddress address, int interfaceIndex) {}
