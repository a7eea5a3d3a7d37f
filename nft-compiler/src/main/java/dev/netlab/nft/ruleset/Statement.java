package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.IpFamily;
import dev.netlab.nft.value.PortRange;
import dev.netlab.nft.value.Prefix;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One part of a rule; a condition that does not hold ends the rule. */
public sealed interface Statement {
  /** As nft lists it. */
  String text();

  /** How two things compare. */
  enum Relation {
    EQUAL,
    NOT_EQUAL
  }

  /** A condition. */
  record Match(Expression left, Relation relation, Operand right) implements Statement {
    @Override
    public String text() {
      String operator =
          switch (relation) {
            case NOT_EQUAL -> " != ";
            // nft leaves the sign out unless a mask makes it necessary
            case EQUAL -> left instanceof Expression.Masked ? " == " : " ";
          };
      return left.text() + operator + right.text();
    }
  }

  /** Counts packets and bytes that come this far. */
  record Counter() implements Statement {
    @Override
    public String text() {
      return "counter";
    }
  }

  /** Sets bits of the packet's mark: {@code mark | bits}. */
  record MarkOr(int bits) implements Statement {
    @Override
    public String text() {
      return "meta mark set meta mark | " + Literal.Bits.text(bits);
    }
  }

  /** Keeps bits of the packet's mark: {@code mark & bits}. */
  record MarkAnd(int bits) implements Statement {
    @Override
    public String text() {
      return "meta mark set meta mark & " + Literal.Bits.text(bits);
    }
  }

  /** A verdict. */
  record Decide(Verdict verdict) implements Statement {
    @Override
    public String text() {
      return verdict.text();
    }
  }

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
      Optional<IpFamily> family,
      AddressRange addresses,
      Optional<PortRange> ports,
      Set<NatFlag> flags)
      implements Statement {
    public Nat {
      flags = NatFlag.copy(flags);
    }

    @Override
    public String text() {
      boolean brackets = ports.isPresent() && addresses.family() == IpFamily.V6;
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
  record NatPrefix(Side side, Optional<IpFamily> family, Prefix to) implements Statement {
    @Override
    public String text() {
      return side + familyText(family) + " prefix to " + to;
    }
  }

  private static String familyText(Optional<IpFamily> family) {
    return family.map(f -> f == IpFamily.V4 ? " ip" : " ip6").orElse("");
  }

  /** Source translation to the address of the interface out. */
  record Masquerade(Optional<PortRange> ports, Set<NatFlag> flags) implements Statement {
    public Masquerade {
      flags = NatFlag.copy(flags);
    }

    @Override
    public String text() {
      return "masquerade" + ports.map(p -> " to :" + p).orElse("") + NatFlag.text(flags);
    }
  }

  /**
   * Refuses the packet and tells its sender.
   *
   * @param with what nft lists after {@code with}: {@code tcp reset}, {@code icmp
   *     admin-prohibited}; empty for the family's port-unreachable
   */
  record Reject(String with) implements Statement {
    @Override
    public String text() {
      return with.isEmpty() ? "reject" : "reject with " + with;
    }
  }

  /** No connection tracking. */
  record Notrack() implements Statement {
    @Override
    public String text() {
      return "notrack";
    }
  }

  /**
   * Sets the maximum segment size of a TCP SYN, only ever down.
   *
   * @param size in bytes, absent for what the route allows
   */
  record ClampMss(Optional<Integer> size) implements Statement {
    @Override
    public String text() {
      return "tcp option maxseg size set " + size.map(Object::toString).orElse("rt mtu");
    }
  }
}
