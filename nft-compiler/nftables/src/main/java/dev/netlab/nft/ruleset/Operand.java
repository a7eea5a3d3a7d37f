package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/** What a rule compares an expression with. */
public sealed interface Operand
    permits Literal, Operand.AnonymousSet, Operand.NamedSet, Operand.Flags {
  /** The text as nft writes it. */
  String text();

  /**
   * Matches any of several values.
   *
   * @param elements in the order in which nft lists them: ascending and without overlaps; a range
   *     is never adjacent to another element
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

  /** Matches any element of a set of the same table. */
  record NamedSet(String name) implements Operand {
    @Override
    public String text() {
      return "@" + name;
    }
  }

  /**
   * Bits by name.
   *
   * @param set without a mask, at least one of these bits must be set; with a mask, exactly these
   * @param mask the bits that are examined; empty for no mask
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
