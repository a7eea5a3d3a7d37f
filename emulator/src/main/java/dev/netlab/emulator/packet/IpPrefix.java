package dev.netlab.emulator.packet;

import java.util.Optional;

/**
 * A block of addresses in CIDR notation.
 *
 * @param address the first address of the block: its host bits are zero
 * @param length the number of bits that all addresses of the block share
 */
public record IpPrefix(IpAddress address, int length) {
  public IpPrefix {
    if (length < 0 || length > address.bits()) {
      throw new IllegalArgumentException("prefix length " + length + " of " + address);
    }
    address = address.masked(length);
  }

  /** Reads {@code ADDRESS/LENGTH}, dropping host bits; empty if it is not one. */
  public static Optional<IpPrefix> parse(String text) {
    int slash = text.indexOf('/');
    String length = text.substring(slash + 1);
    if (slash < 0 || !length.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> Integer.parseInt(length) <= address.bits())
        .map(address -> new IpPrefix(address, Integer.parseInt(length)));
  }

  public boolean contains(IpAddress other) {
    return other.bits() == address.bits() && other.masked(length).equals(address);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}
