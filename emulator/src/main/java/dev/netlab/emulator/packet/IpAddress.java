package dev.netlab.emulator.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address. Unlike {@link InetAddress} it never asks a resolver and keeps an
 * IPv4-mapped IPv6 address what it is.
 *
 * @param bits 32 or 128
 * @param high the upper 64 bits of an IPv6 address, 0 for IPv4
 * @param low the lower 64 bits, or IPv4's 32
 */
public record IpAddress(int bits, long high, long low) {
  private static final Pattern DOTTED =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

  public IpAddress {
    boolean fits = bits == 32 ? high == 0 && low >>> 32 == 0 : bits == 128;
    if (!fits) {
      throw new IllegalArgumentException("not an address of 32 or 128 bits");
    }
  }

  /** An IPv4 address from its 32 bits, first byte highest. */
  public static IpAddress v4(int bits) {
    return new IpAddress(32, 0, bits & 0xffffffffL);
  }

  /** An IPv6 address from its two halves, in network order. */
  public static IpAddress v6(long high, long low) {
    return new IpAddress(128, high, low);
  }

  /** The same address without its name. */
  public static IpAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.capacity() == 4 ? v4(bytes.getInt()) : v6(bytes.getLong(), bytes.getLong());
  }

  /** Reads an address literal without zone; empty if it is none. */
  public static Optional<IpAddress> parse(String text) {
    try {
      if (DOTTED.matcher(text).matches()) {
        return Optional.of(v4(ByteBuffer.wrap(Inet4Address.ofLiteral(text).getAddress()).getInt()));
      }
      if (text.indexOf(':') < 0 || text.indexOf('%') >= 0 || text.startsWith("[")) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(Inet6Address.ofLiteral(text).getAddress());
      return Optional.of(
          bytes.capacity() == 4
              ? v6(0, 0xffff_0000_0000L | (bytes.getInt() & 0xffffffffL))
              : v6(bytes.getLong(), bytes.getLong()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public boolean isV6() {
    return bits == 128;
  }

  /** The address with all but the first {@code length} bits zeroed. */
  IpAddress masked(int length) {
    if (bits == 32) {
      return v4((int) (low & (length == 0 ? 0 : -1L << (32 - length))));
    }
    return length <= 64
        ? v6(length == 0 ? 0 : high & (-1L << (64 - length)), 0)
        : v6(high, low & (-1L << (128 - length)));
  }

  /** Dotted quad, or RFC 5952's form of an IPv6 address. */
  @Override
  public String toString() {
    if (bits == 32) {
      return (low >> 24) + "." + ((low >> 16) & 255) + "." + ((low >> 8) & 255) + "." + (low & 255);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && group(i + run) == 0) {
        run++;
      }
      if (run > length) {
        start = i;
        length = run;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
