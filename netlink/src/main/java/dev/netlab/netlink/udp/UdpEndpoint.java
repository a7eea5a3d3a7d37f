package dev.netlab.netlink.udp;

import dev.netlab.ip.IpAddress;
import java.nio.ByteBuffer;

/**
 * Where a datagram goes to or came from.
 *
 * @param port 0 to 65535
 * @param scope the interface's index for an IPv6 link-local address, else 0
 */
public record UdpEndpoint(IpAddress address, int port, int scope) {
  public UdpEndpoint(IpAddress address, int port) {
    this(address, port, 0);
  }

  public Family family() {
    return Family.of(address.version());
  }

  /** {@code 192.0.2.1:51820} or {@code [2001:db8::1]:51820}. */
  @Override
  public String toString() {
    return switch (family()) {
      case IPV4 -> address + ":" + port;
      case IPV6 -> "[" + address + (scope == 0 ? "" : "%" + scope) + "]:" + port;
    };
  }

  /** Writes {@code struct sockaddr_in} or {@code sockaddr_in6} (ip(7), ipv6(7)). */
  void write(ByteBuffer buffer, int at) {
    buffer.putShort(at, (short) family().domain).putShort(at + 2, NetworkOrder.swap((short) port));
    switch (family()) {
      case IPV4 -> buffer.putLong(at + 8, 0);
      case IPV6 -> buffer.putInt(at + 4, 0).putInt(at + 24, scope);
    }
    NetworkOrder.write(address, buffer, at + addressOffset(family()));
  }

  static UdpEndpoint read(Family family, ByteBuffer buffer, int at) {
    return new UdpEndpoint(
        NetworkOrder.read(family, buffer, at + addressOffset(family)),
        port(buffer, at),
        scope(family, buffer, at));
  }

  /** Whether these bytes are this endpoint; makes no objects. */
  boolean isAt(ByteBuffer buffer, int at) {
    return port == port(buffer, at)
        && NetworkOrder.isAt(address, family(), buffer, at + addressOffset(family()))
        && scope == scope(family(), buffer, at);
  }

  private static int port(ByteBuffer buffer, int at) {
    return Short.toUnsignedInt(NetworkOrder.swap(buffer.getShort(at + 2)));
  }

  private static int scope(Family family, ByteBuffer buffer, int at) {
    return family == Family.IPV4 ? 0 : buffer.getInt(at + 24);
  }

  private static int addressOffset(Family family) {
    return family == Family.IPV4 ? 4 : 8;
  }
}
