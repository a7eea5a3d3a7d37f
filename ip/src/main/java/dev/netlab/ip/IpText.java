package dev.netlab.ip;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as text: RFC 4291 section 2.2, RFC 5952, and inet_pton(3) where these are silent. */
final class IpText {
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern COLONS =
      Pattern.compile("[0-9a-fA-F:]*:(?:[0-9a-fA-F]*|(?<quad>" + DOTTED + "))");
  private static final int GROUPS = 8;

  private IpText() {}

  static IpAddress parse(String text) {
    return DOTTED.matcher(text).matches() ? quad(text) : colons(text);
  }

  private static IpAddress quad(String text) {
    int value = 0;
    for (String octet : text.split("\\.", -1)) {
      int number = Integer.parseInt(octet);
      if (number > 255) {
        throw new IllegalArgumentException(
            "'%s' is not an IPv4 address: %s is over 255".formatted(text, octet));
      }
      if (octet.length() > 1 && octet.startsWith("0")) {
        throw new IllegalArgumentException(
            "'%s' is not an IPv4 address: write %d for %s, which some read as octal"
                .formatted(text, number, octet));
      }
      value = value << 8 | number;
    }
    return IpAddress.v4(value);
  }

  private static IpAddress colons(String text) {
    Matcher shape = COLONS.matcher(text);
    if (!shape.matches()) {
      throw notAnAddress(text);
    }
    if (shape.group("quad") != null) {
      quad(shape.group("quad")); // refuses leading zeros, which the JDK takes
    }
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Inet6Address.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException e) {
      throw notAnAddress(text);
    }
    // The JDK reads an IPv4-mapped address as one of IPv4.
    return bytes.capacity() == 4
        ? IpAddress.v6(0, 0xffffL << 32 | Integer.toUnsignedLong(bytes.getInt()))
        : IpAddress.v6(bytes.getLong(), bytes.getLong());
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        "'%s' is not an IP address; write one such as 10.0.0.1 or fd00::1".formatted(text));
  }

  static String of(IpAddress address) {
    long low = address.low();
    if (!address.isV6()) {
      return (low >> 24) + "." + (low >> 16 & 255) + "." + (low >> 8 & 255) + "." + (low & 255);
    }
    boolean mapped = address.high() == 0 && low >>> 32 == 0xffff;
    boolean compatible = address.high() == 0 && low >>> 32 == 0 && low >>> 16 != 0;
    return mapped || compatible
        ? (mapped ? "::ffff:" : "::") + IpAddress.v4((int) low)
        : shortest(address);
  }

  private static String shortest(IpAddress address) {
    int start = 0;
    int length = 1; // a single zero group is not shortened
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(address, end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length == 1
        ? join(address, 0, GROUPS)
        : join(address, 0, start) + "::" + join(address, start + length, GROUPS);
  }

  private static int group(IpAddress address, int index) {
    long half = index < 4 ? address.high() : address.low();
    return (int) (half >>> (48 - index % 4 * 16)) & 0xffff;
  }

  private static String join(IpAddress address, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(group(address, i)));
    }
    return text.toString();
  }
}
