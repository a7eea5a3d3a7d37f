package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A single value or a single range of values. */
public sealed interface Literal extends Operand, MapValue {
  @Override
  String text();

  /** The parts of the value that this model cannot represent, as listed. */
  default Stream<String> unknown() {
    return switch (this) {
      case Unknown unknown -> Stream.of(unknown.words());
      case Tuple tuple -> tuple.parts().stream().flatMap(Literal::unknown);
      case Addresses _, Ports _, Interface _, Symbol _, Numbered _, Bits _ -> Stream.empty();
    };
  }

  /**
   * A value that this model cannot represent.
   *
   * @param words the value as listed
   */
  record Unknown(String words) implements Literal {
    @Override
    public String text() {
      return words;
    }
  }

  /** A single address, a prefix, or a range of addresses. */
  record Addresses(AddressRange range) implements Literal {
    @Override
    public String text() {
      return range.toString();
    }
  }

  /** A single port or a range of ports. */
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

  /** A symbolic constant of nft's, such as {@code tcp} or {@code echo-request}. */
  record Symbol(String name) implements Literal {
    @Override
    public String text() {
      return name;
    }
  }

  /** A single number or a range of numbers. */
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
