package dev.netlab.emulator.lab;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits the six bytes in the low 48 bits, first byte highest
 */
public record MacAddress(long bits) {
  private static final Pattern LITERAL = Pattern.compile("(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");

  /** Reads six pairs of hexadecimal digits parted by colons; empty if it is not that. */
  public static Optional<MacAddress> parse(String text) {
    return LITERAL.matcher(text).matches()
        ? Optional.of(new MacAddress(HexFormat.fromHexDigitsToLong(text.replace(":", ""))))
        : Optional.empty();
  }

  /** Whether it names a group: the lowest bit of the first byte. */
  public boolean isMulticast() {
    return (bits >> 40 & 1) != 0;
  }

  /** The six bytes in the order of the wire. */
  public byte[] bytes() {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (bits >> (40 - 8 * i));
    }
    return bytes;
  }

  /** Lower-case pairs with colons. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(bytes());
  }
}
