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

  public boolean contains(IpAddress other) {
    return other.version() == address.version() && other.masked(length).equals(address);
  }

  /** With its length, be it full or not. */
  @Override
  public String toString() {
    return address + "/" + length;
  }
}
