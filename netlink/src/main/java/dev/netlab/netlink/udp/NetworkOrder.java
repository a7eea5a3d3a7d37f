package dev.netlab.netlink.udp;

import dev.netlab.ip.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Addresses and ports, which the kernel has in network order, in buffers of native order. */
final class NetworkOrder {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private NetworkOrder() {}

  static void write(IpAddress address, ByteBuffer buffer, int at) {
    switch (address.version()) {
      case IPV4 -> buffer.putInt(at, swap((int) address.low()));
      case IPV6 -> buffer.putLong(at, swap(address.high())).putLong(at + 8, swap(address.low()));
    }
  }

  static IpAddress read(Family family, ByteBuffer buffer, int at) {
    return new IpAddress(family.version, high(family, buffer, at), low(family, buffer, at));
  }

  /** Whether these bytes are this address; makes no objects. */
  static boolean isAt(IpAddress address, Family family, ByteBuffer buffer, int at) {
    return address.low() == low(family, buffer, at) && address.high() == high(family, buffer, at);
  }

  private static long high(Family family, ByteBuffer buffer, int at) {
    return family == Family.IPV4 ? 0 : swap(buffer.getLong(at));
  }

  private static long low(Family family, ByteBuffer buffer, int at) {
    return family == Family.IPV4
        ? Integer.toUnsignedLong(swap(buffer.getInt(at)))
        : swap(buffer.getLong(at + 8));
  }

  static short swap(short value) {
    return LITTLE ? Short.reverseBytes(value) : value;
  }

  private static int swap(int value) {
    return LITTLE ? Integer.reverseBytes(value) : value;
  }

  private static long swap(long value) {
    return LITTLE ? Long.reverseBytes(value) : value;
  }
}
