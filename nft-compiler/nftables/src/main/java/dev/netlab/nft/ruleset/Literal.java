package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One value, or one range of values. */
public sealed interface Literal extends Operand, MapValue {
  @Override
  String text();

  /** The parts of it that this model has no word for, as they were listed. */
  default Stream<String> unknown() {
    return switch (this) {
      case Unknown unknown -> Stream.of(unknown.words());
      case Tuple tuple -> tuple.parts().stream().flatMap(Literal::unknown);
      case Addresses _, Ports _, Interface _, Symbol _, Numbered _, Bits _ -> Stream.empty();
    };
  }

  /**
   * Something that this model has no word for.
   *
   * @param words as it was listed
   */
  record Unknown(String words) implements Literal {
    @Override
    public String text() {
      return words;
    }
  }

  /** Addresses: one, a prefix, or a range. */
  record Addresses(AddressRange range) implements Literal {
    @Override
    public String text() {
      return range.toString();
    }
  }

  /** Ports: one or a range. */
  record Ports(PortRange range) implements Literal {
    @Override
    public String text() {
      return range.toString();
    }
  }

  /** An interface. */
  record Interface(InterfaceName name) implements Literal {
    @Override
    public String text() {
      return '"' + name.text() + '"';
    }
  }

  /** A word of nft's, as {@code tcp} or {@code echo-request}. */
  record Symbol(String name) implements Literal {
    @Override
    public String text() {
      return name;
    }
  }

  /** Numbers: one or a range. */
  record Numbered(int first, int last) implements Literal {
    @Override
    public String text() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  /** One value for each field of a concatenation. */
  record Tuple(List<Literal> parts) implements Literal {
    public Tuple {
      parts = List.copyOf(parts);
    }

    @Override
    public String text() {
      return parts.stream().map(Literal::text).collect(Collectors.joining(" . "));
    }
  }

  /** 32 bits. */
  record Bits(int value) implements Literal {
    @Override
    public String text() {
      return text(value);
    }

    static String text(int value) {
      return "0x%08x".formatted(value);
    }
  }
}
