package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule reads from a packet. */
public sealed interface Expression
    permits Field,
        Expression.Masked,
        Expression.Concat,
        Expression.Numgen,
        Expression.Jhash,
        Expression.Unknown {
  /** The text as nft writes it. */
  String text();

  /**
   * An expression that this model cannot represent.
   *
   * @param words the expression as listed
   */
  record Unknown(String words) implements Expression {
    @Override
    public String text() {
      return words;
    }
  }

  /** The bits of a field that a mask selects. */
  record Masked(Field field, int mask) implements Expression {
    @Override
    public String text() {
      return field.text() + " & " + Literal.Bits.text(mask);
    }
  }

  /**
   * Several fields as one key, at most 64 bytes together, with each field rounded up to 4 bytes
   * (NFT_REG32_COUNT of linux/netfilter/nf_tables.h).
   */
  record Concat(List<Field> fields) implements Expression {
    public Concat {
      fields = List.copyOf(fields);
    }

    @Override
    public String text() {
      return fields.stream().map(Field::text).collect(Collectors.joining(" . "));
    }
  }

  /**
   * A number from 0 to {@code mod - 1}, generated for each packet.
   *
   * @param order random or incremental
   */
  record Numgen(Order order, int mod) implements Expression {
    /** How the next number is generated. */
    public enum Order {
      RANDOM,
      INC;

      @Override
      public String toString() {
        return this == RANDOM ? "random" : "inc";
      }
    }

    @Override
    public String text() {
      return "numgen " + order + " mod " + mod;
    }
  }

  /**
   * A number from 0 to {@code mod - 1} that is the same for all packets with the same key.
   *
   * @param seed 32 bits; absent for a seed that the kernel chooses at random once
   */
  record Jhash(List<Field> key, int mod, Optional<Integer> seed) implements Expression {
    public Jhash {
      key = List.copyOf(key);
    }

    @Override
    public String text() {
      return "jhash "
          + new Concat(key).text()
          + " mod "
          + mod
          + seed.map(s -> " seed 0x" + Integer.toHexString(s)).orElse("");
    }
  }
}
