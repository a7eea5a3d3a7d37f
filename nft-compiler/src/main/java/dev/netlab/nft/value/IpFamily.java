package dev.netlab.nft.value;

/** The two versions of IP. */
public enum IpFamily {
  /** IPv4, RFC 791. */
  V4(32),
  /** IPv6, RFC 8200. */
  V6(128);

  private final int bits;

  IpFamily(int bits) {
    this.bits = bits;
  }

  /** The length of an address, in bits. */
  public int bits() {
    return bits;
  }

  @Override
  public String toString() {
    return this == V4 ? "IPv4" : "IPv6";
  }
}
