package dev.netlab.nft.value;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.PolicyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The addresses from {@code first} to {@code last}, both included. */
public record AddressRange(IpAddress first, IpAddress last) implements Comparable<AddressRange> {
  public AddressRange {
    if (first.version() != last.version()) {
      throw new PolicyException("'" + first + "-" + last + "' mixes IPv4 and IPv6");
    }
    if (first.compareTo(last) > 0) {
      throw new PolicyException("the range " + first + "-" + last + " is empty: swap its ends");
    }
  }

  /** Reads an address, a prefix, or {@code 10.0.0.1-10.0.0.9}. */
  public static AddressRange parse(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? of(PrefixText.parse(text))
        : new AddressRange(
            IpAddress.parse(text.substring(0, dash)), IpAddress.parse(text.substring(dash + 1)));
  }

  /** All addresses of a prefix. */
  public static AddressRange of(IpPrefix prefix) {
    return new AddressRange(prefix.address(), prefix.last());
  }

  /** One address. */
  public static AddressRange of(IpAddress address) {
    return new AddressRange(address, address);
  }

  public IpVersion version() {
    return first.version();
  }

  public boolean contains(IpAddress address) {
    return first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
  }

  /** The prefix that contains exactly these addresses, if there is one. */
  public Optional<IpPrefix> prefix() {
    long high = first.high() ^ last.high();
    long low = first.low() ^ last.low();
    int hostBits =
        high != 0 ? 128 - Long.numberOfLeadingZeros(high) : 64 - Long.numberOfLeadingZeros(low);
    int length = version().bits() - hostBits;
    boolean aligned =
        Math.min(Long.numberOfTrailingZeros(first.low()), 64)
                + (first.low() == 0 ? Long.numberOfTrailingZeros(first.high()) : 0)
            >= hostBits;
    if (!aligned) {
      return Optional.empty();
    }
    IpPrefix prefix = new IpPrefix(first, length);
    return prefix.last().equals(last) ? Optional.of(prefix) : Optional.empty();
  }

  /**
   * The same addresses in the fewest ranges, ascending. Overlapping and adjacent ranges are merged.
   */
  public static List<AddressRange> unite(List<AddressRange> ranges) {
    List<AddressRange> united = new ArrayList<>();
    for (AddressRange range : ranges.stream().sorted().toList()) {
      AddressRange before = united.isEmpty() ? null : united.getLast();
      if (before == null || !before.touches(range)) {
        united.add(range);
      } else if (range.last.compareTo(before.last) > 0) {
        united.set(united.size() - 1, new AddressRange(before.first, range.last));
      }
    }
    return List.copyOf(united);
  }

  private boolean touches(AddressRange later) {
    if (version() != later.version()) {
      return false;
    }
    return later.first.compareTo(last) <= 0 || later.first.previous().equals(last);
  }

  @Override
  public int compareTo(AddressRange other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : last.compareTo(other.last);
  }

  /** The text as nft lists it: an address, a prefix, or both ends of the range. */
  @Override
  public String toString() {
    return prefix().map(PrefixText::of).orElseGet(() -> first + "-" + last);
  }
}
