package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/** A table. */
public record NftTable(TableFamily family, String name, List<NftChain> chains) {
  public NftTable {
    chains = List.copyOf(chains);
  }

  String text() {
    return "table %s %s {\n%s}\n"
        .formatted(
            family, name, chains.stream().map(NftChain::text).collect(Collectors.joining("\n")));
  }
}
