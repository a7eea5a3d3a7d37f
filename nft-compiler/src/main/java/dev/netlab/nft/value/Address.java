package dev.netlab.nft.value;

import dev.netlab.nft.PolicyException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * An IP address as an unsigned number of 128 bits; an IPv4 address is the low 32 of them.
 *
 * @param high the upper 64 bits, 0 for IPv4
 * @param low the lower 64 bits
 */
public record Address(IpFamily family, long high, long low) implements Comparable<Address> {
  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Comparator<Address> NUMERIC =
      Comparator.comparing(Address::family)
          .thenComparing(Address::high, Long::compareUnsigned)
          .thenComparing(Address::low, Long::compareUnsigned);

  public Address {
    if (family == IpFamily.V4 && (high != 0 || low >>> 32 != 0)) {
      throw new PolicyException("an IPv4 address has 32 bits");
    }
  }

  /** Reads {@code 10.0.0.1} or {@code fd00::1}; never a name, never a scope. */
  public static Address parse(String text) {
    if (IPV4.matcher(text).matches()) {
      long value = 0;
      for (String octet : text.split("\\.", -1)) {
        if (Integer.parseInt(octet) > 255) {
          throw new PolicyException("'" + text + "' is no IPv4 address: " + octet + " is over 255");
        }
        value = value << 8 | Integer.parseInt(octet);
      }
      return new Address(IpFamily.V4, 0, value);
    }
    if (!IPV6.matcher(text).matches()) {
      throw notAnAddress(text);
    }
    byte[] bytes;
    try {
      bytes = InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw notAnAddress(text);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length == 4) { // the JDK reads ::ffff:a.b.c.d as IPv4
      return new Address(IpFamily.V6, 0, 0xffffL << 32 | Integer.toUnsignedLong(buffer.getInt()));
    }
    return new Address(IpFamily.V6, buffer.getLong(), buffer.getLong());
  }

  private static PolicyException notAnAddress(String text) {
    return new PolicyException(
        "'" + text + "' is no IP address; write one such as 10.0.0.1 or fd00::1");
  }

  /** The next address; after the last one of a family there is none. */
  public Address next() {
    return new Address(family, low == -1 ? high + 1 : high, low + 1);
  }

  /** The address before; before the first one of a family there is none. */
  public Address previous() {
    return new Address(family, low == 0 ? high - 1 : high, low - 1);
  }

  /** 4 or 16 bytes in network order. */
  public byte[] bytes() {
    return family == IpFamily.V4
        ? ByteBuffer.allocate(4).putInt((int) low).array()
        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /** The address of 4 or 16 bytes in network order. */
  public static Address of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return switch (bytes.length) {
      case 4 -> new Address(IpFamily.V4, 0, Integer.toUnsignedLong(buffer.getInt()));
      case 16 -> new Address(IpFamily.V6, buffer.getLong(), buffer.getLong());
      default -> throw new PolicyException("an IP address has 4 or 16 bytes, not " + bytes.length);
    };
  }

  @Override
  public int compareTo(Address other) {
    return NUMERIC.compare(this, other);
  }

  /** The text nft lists: for IPv6 that of RFC 5952. */
  @Override
  public String toString() {
    if (family == IpFamily.V4) {
      try {
        return InetAddress.getByAddress(bytes()).getHostAddress();
      } catch (UnknownHostException e) {
        throw new AssertionError(e);
      }
    }
    return Ipv6Text.of(high, low);
  }
}
