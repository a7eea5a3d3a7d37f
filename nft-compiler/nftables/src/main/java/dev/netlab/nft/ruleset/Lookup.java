package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/** The map in which a key is looked up. */
public sealed interface Lookup {
  /** The text as nft writes it. */
  String text();

  /** A named map of the same table. */
  record Named(String name) implements Lookup {
    @Override
    public String text() {
      return "@" + name;
    }
  }

  /**
   * An anonymous map that is part of the rule.
   *
   * @param elements ascending by key, as nft lists them
   */
  record Inline(List<SetElement> elements) implements Lookup {
    public Inline {
      elements = List.copyOf(elements);
    }

    @Override
    public String text() {
      return elements.stream().map(SetElement::text).collect(Collectors.joining(", ", "{ ", " }"));
    }
  }
}
