package dev.netlab.nft.ruleset;

import dev.netlab.nft.PolicyException;

/** Numbers as nft writes them. */
final class Numbers {
  private Numbers() {}

  /** A decimal number, or 32 bits in hexadecimal. */
  static int parse(String text) {
    try {
      return text.startsWith("0x")
          ? Integer.parseUnsignedInt(text, 2, text.length(), 16)
          : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new PolicyException("cannot read nft's text: a number expected, not '" + text + "'");
    }
  }
}
