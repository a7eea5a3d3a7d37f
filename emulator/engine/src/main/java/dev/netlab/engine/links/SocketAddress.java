package dev.netlab.engine.links;

import dev.netlab.netlink.syscall.Memory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code struct sockaddr_in} and {@code sockaddr_in6}: 16 and 28 bytes. */
final class SocketAddress {
  static final int IPV4_SIZE = 16;
  static final int IPV6_SIZE = 28;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private SocketAddress() {}

  static ByteBuffer of(InetAddress address, int port) {
    byte[] bytes = address.getAddress();
    boolean four = address instanceof Inet4Address;
    ByteBuffer endpoint = Memory.allocate(four ? IPV4_SIZE : IPV6_SIZE);
    endpoint.putShort(0, (short) (four ? AF_INET : AF_INET6));
    endpoint.put(2, (byte) (port >> 8)).put(3, (byte) port);
    return endpoint.put(four ? 4 : 8, bytes);
  }

  /** The address of the {@code sockaddr} at {@code at}. */
  static InetAddress address(ByteBuffer endpoint, int at) {
    boolean four = endpoint.getShort(at) == AF_INET;
    byte[] bytes = new byte[four ? 4 : 16];
    endpoint.get(at + (four ? 4 : 8), bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address at {@code at}, 4 or 16 bytes, in one comparable piece of memory. */
  static boolean sameAddress(ByteBuffer endpoint, int at, ByteBuffer other) {
    return other.capacity() == IPV4_SIZE
        ? endpoint.getInt(at + 4) == other.getInt(4)
        : endpoint.getLong(at + 8) == other.getLong(8)
            && endpoint.getLong(at + 16) == other.getLong(16);
  }

  /** The address of a {@code sockaddr_in} as the number that it is in network order. */
  static int ipv4(ByteBuffer endpoint) {
    int address = endpoint.getInt(4);
    return endpoint.order() == ByteOrder.BIG_ENDIAN ? address : Integer.reverseBytes(address);
  }
}
