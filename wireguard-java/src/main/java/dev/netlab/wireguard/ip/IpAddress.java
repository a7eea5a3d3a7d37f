package dev.netlab.wireguard.ip;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * An IP address as numbers.
 *
 * @param high the first 64 bits of an IPv6 address; 0 for IPv4
 * @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address, unsigned
 */
public record IpAddress(Version version, long high, long low) {
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** The version of the protocol, with the length of its addresses. */
  public enum Version {
    IPV4(32),
    IPV6(128);

    private final int bits;

    Version(int bits) {
      this.bits = bits;
    }

    public int bits() {
      return bits;
    }
  }

  /**
   * Reads a literal: dotted quad, or RFC 4291 section 2.2. Names are not looked up.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static IpAddress parse(String text) {
    if (text.indexOf(':') >= 0) {
      return of(Inet6Address.ofLiteral(text));
    }
    if (!DOTTED.matcher(text).matches()) {
      throw new IllegalArgumentException("not an IP address: " + text);
    }
    return of(Inet4Address.ofLiteral(text));
  }

  /** The address of 4 or 16 bytes in network order. */
  public static IpAddress read(Version version, byte[] from, int offset) {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, version.bits() / 8);
    return switch (version) {
      case IPV4 -> new IpAddress(version, 0, Integer.toUnsignedLong(bytes.getInt()));
      case IPV6 -> new IpAddress(version, bytes.getLong(), bytes.getLong());
    };
  }

  private static IpAddress of(InetAddress address) {
    byte[] bytes = address.getAddress();
    return read(bytes.length == 4 ? Version.IPV4 : Version.IPV6, bytes, 0);
  }

  /** 4 or 16 bytes in network order. */
  public byte[] toBytes() {
    return switch (version) {
      case IPV4 -> ByteBuffer.allocate(4).putInt((int) low).array();
      case IPV6 -> ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    };
  }

  /** Dotted quad, or the text of RFC 5952. */
  @Override
  public String toString() {
    return switch (version) {
      case IPV4 ->
          (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
      case IPV6 -> text();
    };
  }

  private String text() {
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> (48 - 16 * i)) & 0xffff;
      groups[4 + i] = (int) (low >>> (48 - 16 * i)) & 0xffff;
    }
    int zeros = 0;
    int longest = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        zeros = i;
        longest = end - i;
      }
    }
    if (longest == 1) {
      return join(groups, 0, 8);
    }
    return join(groups, 0, zeros) + "::" + join(groups, zeros + longest, 8);
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
