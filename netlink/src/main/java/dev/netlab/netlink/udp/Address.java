package dev.netlab.netlink.udp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An IP address as numbers, so that millions can be compared without making objects.
 *
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address, unsigned
 */
public record Address(Family family, long high, long low) {
  public static Address of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? new Address(Family.IPV4, 0, Integer.toUnsignedLong(bytes.getInt()))
        : new Address(Family.IPV6, bytes.getLong(), bytes.getLong());
  }

  /** Reads a literal address; names are not looked up. */
  public static Address parse(String literal) {
    return of(InetAddress.ofLiteral(literal));
  }

  public InetAddress toInetAddress() {
    ByteBuffer bytes =
        switch (family) {
          case IPV4 -> ByteBuffer.allocate(4).putInt((int) low);
          case IPV6 -> ByteBuffer.allocate(16).putLong(high).putLong(low);
        };
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** The shortest text of RFC 5952 for IPv4; Java's full text for IPv6. */
  @Override
  public String toString() {
    return toInetAddress().getHostAddress();
  }

  /** Writes the address, in network order, at byte {@code at} of a buffer in native order. */
  void write(ByteBuffer buffer, int at) {
    switch (family) {
      case IPV4 -> buffer.putInt(at, swap((int) low));
      case IPV6 -> buffer.putLong(at, swap(high)).putLong(at + 8, swap(low));
    }
  }

  static Address read(Family family, ByteBuffer buffer, int at) {
    return new Address(family, high(family, buffer, at), low(family, buffer, at));
  }

  static long high(Family family, ByteBuffer buffer, int at) {
    return family == Family.IPV4 ? 0 : swap(buffer.getLong(at));
  }

  static long low(Family family, ByteBuffer buffer, int at) {
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

  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
}
