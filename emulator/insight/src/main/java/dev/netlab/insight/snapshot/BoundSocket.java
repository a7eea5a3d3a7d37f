package dev.netlab.insight.snapshot;

import dev.netlab.ip.IpAddress;

/**
 * A socket that takes packets: listening TCP, UDP of any kind, and TCP connections.
 *
 * @param protocol {@code linux/in.h}
 * @param local all zero for any address of the node
 * @param remote all zero where anybody may send
 * @param listening whether it is a TCP socket that takes new connections
 */
public record BoundSocket(
    int protocol,
    IpAddress local,
    int localPort,
    IpAddress remote,
    int remotePort,
    boolean listening) {

  /** Whether a first packet to that address and port is the socket's. */
  public boolean takes(int packetProtocol, IpAddress destination, int port) {
    boolean any = local.high() == 0 && local.low() == 0;
    // A socket bound to :: takes IPv4 too unless it says IPV6_V6ONLY, which is not listed.
    boolean address =
        (any && (local.isV6() || !destination.isV6()))
            || local.equals(destination)
            || maps(destination);
    return protocol == packetProtocol
        && localPort == port
        && address
        && (protocol == 17 ? remotePort == 0 : listening);
  }

  /** Whether it is an IPv6 socket bound to that IPv4 address (RFC 4291, section 2.5.5.2). */
  private boolean maps(IpAddress destination) {
    return local.isV6()
        && !destination.isV6()
        && local.high() == 0
        && local.low() == (0xffffL << 32 | destination.low());
  }
}
