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

/** Gives a connection another address at its first packet; the last statement of its rule. */
public sealed interface Translation extends Statement {
  /** Which half of the address pair a translation changes. */
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
   * @param family written in tables of both families, absent in those of one
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
   * Translation of a prefix to one of equal length, bit by bit.
   *
   * @param family written in tables of both families, absent in those of one
   */
  record NatPrefix(Side side, Optional<IpVersion> family, IpPrefix to) implements Translation {
    @Override
    public String text() {
      return side + familyText(family) + " prefix to " + PrefixText.of(to);
    }
  }

  /**
   * Translation to what the packet itself says: to an address of its own, which is no change and
   * forbids every other, or to what a map has for it.
   *
   * @param family written in tables of both families, and where a map has ports; else absent
   * @param map what {@code key} is looked up in; absent to take {@code key} itself
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

  /** Source translation to the address of the interface out. */
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
