package dev.netlab.netlink.rtnetlink;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits its 48 bits, the first byte on the wire topmost
 */
public record MacAddress(long bits) {
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

  /**
   * Six bytes as two hex digits each between colons.
   *
   * @throws IllegalArgumentException if the text is not that
   */
  public static MacAddress parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a MAC address like 0a:58:0a:80:02:01");
    }
    return new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", "")));
  }

  static MacAddress of(byte[] six) {
    long bits = 0;
    for (byte b : six) {
      bits = bits << 8 | Byte.toUnsignedLong(b);
    }
    return new MacAddress(bits);
  }

  /** Whether it names a group: the lowest bit of the first byte. */
  public boolean isMulticast() {
    return (bits >> 40 & 1) != 0;
  }

  /** The six bytes as they stand on the wire. */
  public byte[] bytes() {
    byte[] six = new byte[6];
    for (int i = 0; i < 6; i++) {
      six[i] = (byte) (bits >> (40 - 8 * i));
    }
    return six;
  }

  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(bytes());
  }
}
