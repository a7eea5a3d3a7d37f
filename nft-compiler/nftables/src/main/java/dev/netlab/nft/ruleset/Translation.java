package dev.netlab.nft.ruleset;

import dev.netlab.ip.IpPrefix;
import dev.netlab.ip.IpVersion;
import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.PrefixText;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Changes an address of a connection at its first packet; the last statement of its rule. */
public sealed interface Translation extends Statement {
  /** Which address of the pair a translation changes. */
  enum Side {
    SNAT,
    DNAT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a new port is chosen. */
  enum NatFlag {
    RANDOM,
    FULLY_RANDOM,
    PERSISTENT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String text(Set<NatFlag> flags) {
      return flags.isEmpty()
          ? ""
          : flags.stream()
              .sorted()
              .map(NatFlag::toString)
              .collect(Collectors.joining(",", " ", ""));
    }

    static Set<NatFlag> copy(Set<NatFlag> flags) {
      return flags.isEmpty() ? Set.of() : EnumSet.copyOf(flags);
    }
  }

  /**
   * Translation to an address or a pool.
   *
   * @param family present in tables of both families, absent in those of one
   */
  record Nat(
      Side side,
      Optional<IpVersion> family,
      AddressRange addresses,
      Optional<PortRange> ports,
      Set<NatFlag> flags)
      implements Translation {
    public Nat {
      flags = NatFlag.copy(flags);
    }

    @Override
    public String text() {
      boolean brackets = ports.isPresent() && addresses.version() == IpVersion.IPV6;
      return side
          + familyText(family)
          + " to "
          + (brackets ? bracketed(addresses) : plain(addresses))
          + ports.map(p -> ":" + p).orElse("")
          + NatFlag.text(flags);
    }

    private static String plain(AddressRange range) {
      return range.first().equals(range.last())
          ? range.first().toString()
          : range.first() + "-" + range.last();
    }

    private static String bracketed(AddressRange range) {
      return range.first().equals(range.last())
          ? "[" + range.first() + "]"
          : "[" + range.first() + "]-[" + range.last() + "]";
    }
  }

  /**
   * Translation of a prefix to another of equal length; the host bits are kept.
   *
   * @param family present in tables of both families, absent in those of one
   */
  record NatPrefix(Side side, Optional<IpVersion> family, IpPrefix to) implements Translation {
    @Override
    public String text() {
      return side + familyText(family) + " prefix to " + PrefixText.of(to);
    }
  }

  /**
   * Translation to a value taken from the packet. This is either one of its addresses, which
   * changes nothing and prevents any other translation, or the value that a map contains for it.
   *
   * @param family present in tables of both families, and if the map's values contain ports;
   *     otherwise absent
   * @param map the map in which {@code key} is looked up; absent to use {@code key} itself
   */
  record NatBy(
      Side side,
      Optional<IpVersion> family,
      Expression key,
      Optional<Lookup> map,
      Set<NatFlag> flags)
      implements Translation {
    public NatBy {
      flags = NatFlag.copy(flags);
    }

    @Override
    public String text() {
      return side
          + familyText(family)
          + " to "
          + key.text()
          + map.map(m -> " map " + m.text()).orElse("")
          + NatFlag.text(flags);
    }
  }

  private static String familyText(Optional<IpVersion> family) {
    return family.map(f -> f == IpVersion.IPV4 ? " ip" : " ip6").orElse("");
  }

  /** Source translation to the address of the output interface. */
  record Masquerade(Optional<PortRange> ports, Set<NatFlag> flags) implements Translation {
    public Masquerade {
      flags = NatFlag.copy(flags);
    }

    @Override
    public String text() {
      return "masquerade" + ports.map(p -> " to :" + p).orElse("") + NatFlag.text(flags);
    }
  }
}
