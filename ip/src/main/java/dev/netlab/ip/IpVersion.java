package dev.netlab.ip;

/** The version of the protocol, with the length of its addresses. */
public enum IpVersion {
  /** RFC 791. */
  IPV4(32),
  /** RFC 8200. */
  IPV6(128);

  private final int bits;

  IpVersion(int bits) {
    this.bits = bits;
  }

  /** The length of an address, in bits. */
  public int bits() {
    return bits;
  }

  /** {@code IPv4} or {@code IPv6}. */
  @Override
  public String toString() {
    return this == IPV4 ? "IPv4" : "IPv6";
  }
}
