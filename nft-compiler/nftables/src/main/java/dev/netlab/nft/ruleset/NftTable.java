package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table: sets and maps, and the chains whose rules look up values in them.
 *
 * @param objects the table's other objects
 */
public record NftTable(
    TableFamily family,
    String name,
    List<NftSet> sets,
    List<NftChain> chains,
    List<NftObject> objects) {
  public NftTable {
    sets = List.copyOf(sets);
    chains = List.copyOf(chains);
    objects = List.copyOf(objects);
  }

  /** A table that contains only sets, maps and chains. */
  public NftTable(TableFamily family, String name, List<NftSet> sets, List<NftChain> chains) {
    this(family, name, sets, chains, List.of());
  }

  String text() {
    return "table %s %s {\n%s}\n"
        .formatted(
            family,
            name,
            Stream.concat(sets.stream().map(NftSet::text), chains.stream().map(NftChain::text))
                .collect(Collectors.joining("\n")));
  }
}
