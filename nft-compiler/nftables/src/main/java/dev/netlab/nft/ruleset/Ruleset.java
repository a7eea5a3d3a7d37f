package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables that are ours in one network namespace.
 *
 * @param tables in the order in which they are loaded
 */
public record Ruleset(List<NftTable> tables) {
  public Ruleset {
    tables = List.copyOf(tables);
  }

  /** As {@code nft list ruleset} prints it, with nothing counted yet. */
  public String text() {
    return tables.stream().map(NftTable::text).collect(Collectors.joining());
  }

  /**
   * For {@code nft -f} where none of these tables is. Unlike {@link #text()} it is understood also
   * on a machine that has no names for protocols.
   */
  public String loadText() {
    return ProtocolNames.loadable(text());
  }
}
