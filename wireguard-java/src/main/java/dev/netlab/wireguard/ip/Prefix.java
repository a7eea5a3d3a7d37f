package dev.netlab.wireguard.ip;

import dev.netlab.wireguard.ip.IpAddress.Version;

/**
 * An address block. Bits after the prefix are zero, whatever was given.
 *
 * @param length leading bits that count, 0 to 32 or 128
 */
public record Prefix(IpAddress address, int length) {
  public Prefix {
    if (length < 0 || length > address.version().bits()) {
      throw new IllegalArgumentException("a prefix of " + address + " cannot have " + length);
    }
    address =
        switch (address.version()) {
          case IPV4 ->
              new IpAddress(Version.IPV4, 0, address.low() & mask(length + 32) & 0xffffffffL);
          case IPV6 ->
              new IpAddress(
                  Version.IPV6,
                  address.high() & mask(Math.min(length, 64)),
                  address.low() & mask(Math.max(length - 64, 0)));
        };
  }

  /**
   * Reads {@code 10.0.0.0/8} or {@code fd00::/8}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("an address block needs a length: " + text);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("not a prefix length: " + length);
    }
    return new Prefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
  }

  /** The first {@code bits} of 64 set. */
  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
