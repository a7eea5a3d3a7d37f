package dev.netlab.packet;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Ethernet address.
 *
 * @param bits the six bytes in the low 48 bits, first byte highest
 */
public record Mac(long bits) {
  private static final Pattern LITERAL = Pattern.compile("(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");

  public Mac {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("more than 48 bits: " + Long.toHexString(bits));
    }
  }

  /**
   * Reads six hexadecimal pairs with colons, as {@code ip link} prints them; empty if it is not
   * one.
   */
  public static Optional<Mac> parse(String text) {
    return LITERAL.matcher(text).matches()
        ? Optional.of(new Mac(HexFormat.fromHexDigitsToLong(text.replace(":", ""))))
        : Optional.empty();
  }

  /** Lower-case pairs with colons: {@code 1a:2b:3c:4d:5e:01}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 40; shift >= 0; shift -= 8) {
      HexFormat.of().toHexDigits(text, (byte) (bits >> shift));
      if (shift > 0) {
        text.append(':');
      }
    }
    return text.toString();
  }
}
