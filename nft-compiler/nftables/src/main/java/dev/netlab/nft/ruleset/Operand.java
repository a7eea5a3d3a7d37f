package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/** What a rule compares with. */
public sealed interface Operand
    permits Literal, Operand.AnonymousSet, Operand.NamedSet, Operand.Flags {
  /** As nft writes it. */
  String text();

  /**
   * Any of several values.
   *
   * @param elements in the order in which nft lists them: ascending, neither overlapping nor, where
   *     one is a range, adjacent
   */
  record AnonymousSet(List<Literal> elements) implements Operand {
    public AnonymousSet {
      elements = List.copyOf(elements);
    }

    @Override
    public String text() {
      return elements.stream().map(Literal::text).collect(Collectors.joining(", ", "{ ", " }"));
    }
  }

  /** Any of the elements of a set of the same table. */
  record NamedSet(String name) implements Operand {
    @Override
    public String text() {
      return "@" + name;
    }
  }

  /**
   * Bits by name.
   *
   * @param set any of these is set, or, with a mask, exactly these
   * @param mask the bits that are looked at; empty for no mask
   */
  record Flags(List<String> set, List<String> mask) implements Operand {
    public Flags {
      set = List.copyOf(set);
      mask = List.copyOf(mask);
    }

    @Override
    public String text() {
      String text = String.join(",", set);
      return mask.isEmpty() ? text : text + " / " + String.join(",", mask);
    }
  }
}
