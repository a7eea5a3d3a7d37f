package dev.netlab.ip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;

/**
 * An IP address as an unsigned number. Unlike {@link InetAddress} it gives its bits without a copy,
 * never asks a resolver, and keeps an IPv4-mapped IPv6 address what it is.
 *
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address
 */
public record IpAddress(IpVersion version, long high, long low) implements Comparable<IpAddress> {
  private static final Comparator<IpAddress> NUMERIC =
      Comparator.comparing(IpAddress::version)
          .thenComparing(IpAddress::high, Long::compareUnsigned)
          .thenComparing(IpAddress::low, Long::compareUnsigned);

  public IpAddress {
    if (version == IpVersion.IPV4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  /** An IPv4 address from its 32 bits, first byte highest. */
  public static IpAddress v4(int bits) {
    return new IpAddress(IpVersion.IPV4, 0, Integer.toUnsignedLong(bits));
  }

  /** An IPv6 address from its halves. */
  public static IpAddress v6(long high, long low) {
    return new IpAddress(IpVersion.IPV6, high, low);
  }

  /** {@code 0.0.0.0} or {@code ::}. */
  public static IpAddress unspecified(IpVersion version) {
    return new IpAddress(version, 0, 0);
  }

  /**
   * Reads a literal as inet_pton(3) does: a dotted quad, or RFC 4291 section 2.2; no name, no zone.
   *
   * @throws IllegalArgumentException if the text is anything else, with what is wrong and what to
   *     write
   */
  public static IpAddress parse(String text) {
    return IpText.parse(text);
  }

  /** The same where it may well be no address. */
  public static Optional<IpAddress> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same address without its name and zone. */
  public static IpAddress of(InetAddress address) {
    return of(address.getAddress());
  }

  /**
   * The address of 4 or 16 bytes in network order.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static IpAddress of(byte[] bytes) {
    return switch (bytes.length) {
      case 4 -> read(IpVersion.IPV4, bytes, 0);
      case 16 -> read(IpVersion.IPV6, bytes, 0);
      default ->
          throw new IllegalArgumentException(
              "an IP address has 4 or 16 bytes, not " + bytes.length);
    };
  }

  /** The address that stands, in network order, at this place. */
  public static IpAddress read(IpVersion version, byte[] from, int offset) {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, version.bits() / 8);
    return switch (version) {
      case IPV4 -> v4(bytes.getInt());
      case IPV6 -> v6(bytes.getLong(), bytes.getLong());
    };
  }

  public boolean isV6() {
    return version == IpVersion.IPV6;
  }

  /** The address with all but the first {@code length} bits zeroed. */
  public IpAddress masked(int length) {
    return switch (version) {
      case IPV4 -> new IpAddress(version, 0, low & mask(length + 32) & 0xffffffffL);
      case IPV6 -> v6(high & mask(Math.min(length, 64)), low & mask(Math.max(length - 64, 0)));
    };
  }

  /** The address with all but the first {@code length} bits set: the last of its network. */
  public IpAddress last(int length) {
    return switch (version) {
      case IPV4 -> new IpAddress(version, 0, (low | ~mask(length + 32)) & 0xffffffffL);
      case IPV6 -> v6(high | ~mask(Math.min(length, 64)), low | ~mask(Math.max(length - 64, 0)));
    };
  }

  /** The first {@code bits} of 64 set. */
  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  /** The next address; after the last one of a version there is none. */
  public IpAddress next() {
    return new IpAddress(version, low == -1 ? high + 1 : high, low + 1);
  }

  /** The address before; before the first one of a version there is none. */
  public IpAddress previous() {
    return new IpAddress(version, low == 0 ? high - 1 : high, low - 1);
  }

  /** 4 or 16 bytes in network order. */
  public byte[] toBytes() {
    return switch (version) {
      case IPV4 -> ByteBuffer.allocate(4).putInt((int) low).array();
      case IPV6 -> ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    };
  }

  /** The same as Java knows it, which takes an IPv4-mapped address for one of IPv4. */
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(toBytes());
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** {@code 10.0.0.1:80} or {@code [fd00::1]:80} (RFC 5952 section 6). */
  public String withPort(int port) {
    return isV6() ? "[" + this + "]:" + port : this + ":" + port;
  }

  /** All of IPv4 before all of IPv6, each in the order of its numbers. */
  @Override
  public int compareTo(IpAddress other) {
    return NUMERIC.compare(this, other);
  }

  /**
   * As inet_ntop(3) and with it ip, nft and wg write it: a dotted quad, or RFC 5952's text, in
   * which an IPv4-mapped or -compatible address ends in a dotted quad.
   */
  @Override
  public String toString() {
    return IpText.of(this);
  }
}
