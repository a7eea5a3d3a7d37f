package dev.netlab.ip;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Ethernet address (IEEE 802's EUI-48).
 *
 * @param bits its 48 bits, the first byte on the wire topmost
 */
public record MacAddress(long bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
  private static final int BYTES = 6;

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("more than 48 bits: " + Long.toHexString(bits));
    }
  }

  /**
   * Reads six pairs of hexadecimal digits with colons between them, as {@code ip link} prints them.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static MacAddress parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is not a MAC address like 0a:58:0a:80:02:01"));
  }

  /** The same where the text may well be something else. */
  public static Optional<MacAddress> tryParse(String text) {
    return LITERAL.matcher(text).matches()
        ? Optional.of(new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", ""))))
        : Optional.empty();
  }

  /**
   * The address of six bytes in the order of the wire.
   *
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a MAC address has 6 bytes, not " + bytes.length);
    }
    return new MacAddress(ByteBuffer.allocate(8).put(2, bytes).getLong());
  }

  /** Whether it names a group: the lowest bit of the first byte is set. */
  public boolean isMulticast() {
    return (bits >> 40 & 1) != 0;
  }

  /** The six bytes in the order of the wire. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer.allocate(8).putLong(bits).get(2, bytes);
    return bytes;
  }

  /** Lower-case pairs with colons: {@code 1a:2b:3c:4d:5e:01}. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(toBytes());
  }
}
