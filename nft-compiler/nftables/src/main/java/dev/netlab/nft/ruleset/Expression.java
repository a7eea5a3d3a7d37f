package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a rule looks at. */
public sealed interface Expression
    permits Field,
        Expression.Masked,
        Expression.Concat,
        Expression.Numgen,
        Expression.Jhash,
        Expression.Unknown {
  /** As nft writes it. */
  String text();

  /**
   * Something that this model has no word for.
   *
   * @param words as it was listed
   */
  record Unknown(String words) implements Expression {
    @Override
    public String text() {
      return words;
    }
  }

  /** Some bits of a field. */
  record Masked(Field field, int mask) implements Expression {
    @Override
    public String text() {
      return field.text() + " & " + Literal.Bits.text(mask);
    }
  }

  /**
   * Several fields as one key, at most 64 bytes together, each rounded up to 4 (NFT_REG32_COUNT of
   * linux/netfilter/nf_tables.h).
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
   * A number from 0 to {@code mod - 1}, another for each packet.
   *
   * @param order by chance or one after the other
   */
  record Numgen(Order order, int mod) implements Expression {
    /** How one number follows another. */
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
   * A number from 0 to {@code mod - 1}, the same for each packet with the same key.
   *
   * @param seed 32 bits; absent for one that the kernel throws once
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
