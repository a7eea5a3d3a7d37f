package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.AddressRange;
import dev.netlab.nft.value.InterfaceName;
import dev.netlab.nft.value.PortRange;

/** One value, or one range of values. */
public sealed interface Literal extends Operand {
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
