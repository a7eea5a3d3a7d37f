package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.netlink.syscall.Const;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * An address block such as {@code 10.201.0.0/16}.
 *
 * @param address its first address
 * @param length the number of leading bits that are fixed, 0 to 32 or 128
 */
public record Prefix(InetAddress address, int length) {
  public static final Prefix ALL_IPV4 = parse("0.0.0.0/0");
  public static final Prefix ALL_IPV6 = parse("::/0");

  public Prefix {
    if (length < 0 || length > bits(address)) {
      throw new IllegalArgumentException(
          "prefix length " + length + " is not between 0 and " + bits(address));
    }
  }

  /**
   * {@code ADDRESS/LENGTH}, or {@code ADDRESS} alone for a single address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).toInetAddress();
    if (slash < 0) {
      return new Prefix(address, bits(address));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length after the slash");
    }
    return new Prefix(address, Integer.parseInt(length));
  }

  /** The block that contains a single address. */
  public static Prefix of(InetAddress address) {
    return new Prefix(address, bits(address));
  }

  /** All addresses of AF_INET or AF_INET6. */
  static Prefix all(int family) {
    return family == Const.AF_INET6 ? ALL_IPV6 : ALL_IPV4;
  }

  /** Whether the bits after the length are zero, as the kernel requires for a route. */
  public boolean isNetwork() {
    IpAddress first = IpAddress.of(address);
    return first.masked(length).equals(first);
  }

  public boolean contains(InetAddress other) {
    return new IpPrefix(IpAddress.of(address), length).contains(IpAddress.of(other));
  }

  public boolean isAll() {
    return length == 0;
  }

  /** The block with its length, even if it is a single address: {@code 192.0.2.1/32}. */
  public String cidr() {
    return IpAddress.of(address) + "/" + length;
  }

  private static int bits(InetAddress address) {
    return address instanceof Inet4Address ? 32 : 128;
  }

  /** The block as iproute2 prints it, without the length if it is a single address. */
  @Override
  public String toString() {
    return IpAddress.of(address) + (length == bits(address) ? "" : "/" + length);
  }
}
