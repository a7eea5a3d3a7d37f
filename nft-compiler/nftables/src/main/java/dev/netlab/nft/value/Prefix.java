package dev.netlab.nft.value;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;

/**
 * An IP prefix (RFC 4632): all addresses that share the first {@code length} bits. A single address
 * is the prefix of full length.
 *
 * @param network its first address: no bit is set behind the prefix
 * @param length in bits, 0 to 32 or 0 to 128
 */
public record Prefix(IpAddress network, int length) implements Comparable<Prefix> {
  public Prefix {
    int bits = network.version().bits();
    if (length < 0 || length > bits) {
      throw new PolicyException(
          "/" + length + " is not a prefix length of " + network.version() + ": 0 to " + bits);
    }
    IpAddress first = network.masked(length);
    if (!first.equals(network)) {
      throw new PolicyException(
          "%s/%d has bits set behind the prefix; write %s/%d for the network or %s for the host"
              .formatted(network, length, first, length, network));
    }
  }

  /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a bare address. */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return of(IpAddress.parse(text));
    }
    String length = text.substring(slash + 1);
    if (!length.matches("\\d{1,3}")) {
      throw new PolicyException("'" + text + "' is not a prefix; write one such as 10.0.0.0/8");
    }
    return new Prefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
  }

  /** Reads {@code 10.1.2.3/8} as the prefix around an address, whichever bits stand behind it. */
  public static Prefix around(String text) {
    int slash = text.indexOf('/');
    IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    int bits = address.version().bits();
    String length = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
    if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
      throw new PolicyException(
          "/" + length + " is not a prefix length of " + address.version() + ": 0 to " + bits);
    }
    return new Prefix(address.masked(Integer.parseInt(length)), Integer.parseInt(length));
  }

  /** The prefix that holds one address. */
  public static Prefix of(IpAddress address) {
    return new Prefix(address, address.version().bits());
  }

  public IpVersion version() {
    return network.version();
  }

  /** The last address. */
  public IpAddress last() {
    return network.last(length);
  }

  /** All of its addresses. */
  public AddressRange range() {
    return new AddressRange(network, last());
  }

  public boolean contains(IpAddress address) {
    return address.version() == version() && address.masked(length).equals(network);
  }

  /** Whether all addresses of another prefix are among these. */
  public boolean contains(Prefix other) {
    return other.length >= length && contains(other.network);
  }

  @Override
  public int compareTo(Prefix other) {
    int byNetwork = network.compareTo(other.network);
    return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
  }

  /** As nft lists it: without the length where it is full. */
  @Override
  public String toString() {
    return length == version().bits() ? network.toString() : network + "/" + length;
  }
}
