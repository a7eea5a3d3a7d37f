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
   * One transaction for {@code nft -f}, after which exactly these tables stand, whether older ones
   * of the same family and name stood before or not. Other tables are not touched.
   */
  public String applyText() {
    return removeText() + text();
  }

  /**
   * One transaction for {@code nft -f}, after which these tables are gone, had they been there or
   * not.
   */
  public String removeText() {
    // Deleting what is not there is an error; adding what is there is none.
    return tables.stream()
        .map(
            t ->
                "table %s %s\ndelete table %s %s\n"
                    .formatted(t.family(), t.name(), t.family(), t.name()))
        .collect(Collectors.joining());
  }
}
