package dev.netlab.nft.value;

import dev.netlab.nft.PolicyException;

/**
 * A packet mark to compare against: {@code mark & mask == value}.
 *
 * @param value 32 bits
 * @param mask 32 bits, all set to compare the whole mark
 */
public record Mark(int value, int mask) {
  public Mark {
    if ((value & ~mask) != 0) {
      throw new PolicyException(
          "mark 0x%x has bits outside its mask 0x%x and never matches".formatted(value, mask));
    }
  }

  /** Reads {@code 0x10}, {@code 16} or {@code 0x10/0xff}. */
  public static Mark parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Mark(number(text, text), -1)
        : new Mark(number(text.substring(0, slash), text), number(text.substring(slash + 1), text));
  }

  private static int number(String digits, String text) {
    try {
      return digits.startsWith("0x")
          ? Integer.parseUnsignedInt(digits, 2, digits.length(), 16)
          : Integer.parseUnsignedInt(digits);
    } catch (NumberFormatException e) {
      throw new PolicyException("'" + text + "' is not a mark; write 0x10 or 0x10/0xff");
    }
  }
}
