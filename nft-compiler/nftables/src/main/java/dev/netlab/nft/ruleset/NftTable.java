package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table: sets and maps, and the chains whose rules look into them. */
public record NftTable(TableFamily family, String name, List<NftSet> sets, List<NftChain> chains) {
  public NftTable {
    sets = List.copyOf(sets);
    chains = List.copyOf(chains);
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
