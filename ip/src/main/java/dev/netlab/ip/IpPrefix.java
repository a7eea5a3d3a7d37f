package dev.netlab.ip;

/**
 * The addresses that share their first bits (RFC 4632).
 *
 * @param address the first of them: bits behind the prefix are zero, whatever was given
 * @param length how many bits they share, 0 to 32 or 128
 */
public record IpPrefix(IpAddress address, int length) {
  public IpPrefix {
    int bits = address.version().bits();
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "/%d is not a prefix length of %s: 0 to %d".formatted(length, address.version(), bits));
    }
    address = address.masked(length);
  }

  /**
   * Reads {@code 10.0.0.0/8} or {@code fd00::/8}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    String length = text.substring(slash + 1);
    if (slash < 0 || !length.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException(
          "'%s' is not a prefix; write one such as 10.0.0.0/8".formatted(text));
    }
    return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
  }

  /** The prefix of one address alone. */
  public static IpPrefix of(IpAddress address) {
    return new IpPrefix(address, address.version().bits());
  }

  public IpVersion version() {
    return address.version();
  }

  /** The last of its addresses. */
  public IpAddress last() {
    return address.last(length);
  }

  /** Whether it has one address alone. */
  public boolean isSingle() {
    return length == address.version().bits();
  }

  public boolean contains(IpAddress other) {
    return other.version() == address.version() && other.masked(length).equals(address);
  }

  /** Whether all addresses of another prefix are among these. */
  public boolean contains(IpPrefix other) {
    return other.length >= length && contains(other.address);
  }

  /** With its length, be it full or not. */
  @Override
  public String toString() {
    return address + "/" + length;
  }
}
