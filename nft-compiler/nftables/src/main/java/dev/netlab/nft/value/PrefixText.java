package dev.netlab.nft.value;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.PolicyException;

/** Prefixes as policies and nft write them: a single address is written without its length. */
public final class PrefixText {
  private PrefixText() {}

  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a bare address.
   *
   * @throws PolicyException also if bits are set beyond the prefix length, because that is a
   *     mistake
   */
  public static IpPrefix parse(String text) {
    IpAddress network = address(text);
    IpPrefix prefix = around(text);
    if (!prefix.address().equals(network)) {
      throw new PolicyException(
          "%s/%d has bits set behind the prefix; write %s/%d for the network or %s for the host"
              .formatted(network, prefix.length(), prefix.address(), prefix.length(), network));
    }
    return prefix;
  }

  /**
   * Reads {@code 10.1.2.3/8} as the prefix that contains the address; the host bits may have any
   * value.
   */
  public static IpPrefix around(String text) {
    IpAddress address = address(text);
    int slash = text.indexOf('/');
    int bits = address.version().bits();
    String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}")) {
      throw new PolicyException("'" + text + "' is not a prefix; write one such as 10.0.0.0/8");
    }
    if (Integer.parseInt(length) > bits) {
      throw new PolicyException(
          "/%d is not a prefix length of %s: 0 to %d"
              .formatted(Integer.parseInt(length), address.version(), bits));
    }
    return new IpPrefix(address, Integer.parseInt(length));
  }

  private static IpAddress address(String text) {
    int slash = text.indexOf('/');
    return IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
  }

  /** The prefix as text, without the length if it covers a single address. */
  public static String of(IpPrefix prefix) {
    return prefix.isSingle() ? prefix.address().toString() : prefix.toString();
  }
}
