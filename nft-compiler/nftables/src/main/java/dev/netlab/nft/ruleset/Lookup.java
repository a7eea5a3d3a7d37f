package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/** The map that something is looked up in. */
public sealed interface Lookup {
  /** As nft writes it. */
  String text();

  /** A map of the same table. */
  record Named(String name) implements Lookup {
    @Override
    public String text() {
      return "@" + name;
    }
  }

  /**
   * A map of the rule's own.
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
