package dev.netlab.nft.simulate;

import dev.netlab.nft.ruleset.Literal;
import dev.netlab.nft.ruleset.NftSet;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.SetElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named sets and maps of one table. */
final class Lookups {
  private final String table;
  private final Map<String, NftSet> sets = new HashMap<>();
  private final Map<String, Map<String, SetElement>> plain = new HashMap<>();

  Lookups(NftTable table) {
    this.table = table.family() + " " + table.name();
    for (NftSet set : table.sets()) {
      sets.put(set.name(), set);
      if (!set.flags().contains(NftSet.Flag.INTERVAL)) {
        Map<String, SetElement> byText = new HashMap<>();
        set.elements().forEach(e -> byText.put(e.key().text(), e));
        plain.put(set.name(), byText);
      }
    }
  }

  String id(String set) {
    return table + " " + set;
  }

  boolean holds(String set, Literal key, State state) {
    return find(set, key).isPresent() || state.holds(id(set), key.text());
  }

  Optional<SetElement> find(String set, Literal key) {
    Map<String, SetElement> byText = plain.get(set);
    if (byText != null) {
      return Optional.ofNullable(byText.get(key.text()));
    }
    NftSet found = sets.get(set);
    return found == null ? Optional.empty() : find(found.elements(), key);
  }

  static Optional<SetElement> find(List<SetElement> elements, Literal key) {
    return elements.stream().filter(element -> covers(element.key(), key)).findFirst();
  }

  /** Whether a value equals, or lies within, the value written in a rule. */
  static boolean covers(Literal written, Literal value) {
    return switch (written) {
      case Literal.Addresses range ->
          value instanceof Literal.Addresses address
              && address.range().version() == range.range().version()
              && range.range().contains(address.range().first());
      case Literal.Ports range ->
          value instanceof Literal.Ports port && range.range().contains(port.range().first());
      case Literal.Interface name ->
          value instanceof Literal.Interface own && name.name().matches(own.name().text());
      case Literal.Numbered range ->
          value instanceof Literal.Numbered number
              && range.first() <= number.first()
              && number.first() <= range.last();
      case Literal.Tuple tuple -> {
        if (!(value instanceof Literal.Tuple own) || own.parts().size() != tuple.parts().size()) {
          yield false;
        }
        boolean all = true;
        for (int i = 0; i < tuple.parts().size(); i++) {
          all &= covers(tuple.parts().get(i), own.parts().get(i));
        }
        yield all;
      }
      case Literal.Symbol _, Literal.Bits _ -> written.equals(value);
      case Literal.Unknown _ -> false;
    };
  }
}
