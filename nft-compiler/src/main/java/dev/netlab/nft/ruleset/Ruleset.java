package dev.netlab.nft.ruleset;

import java.util.Arrays;
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

  /**
   * One transaction for {@code nft -f}, after which exactly these tables stand, whether older ones
   * of their names stood before or not. Tables of other names are not touched.
   */
  public String applyText() {
    return removeText() + loadText();
  }

  /**
   * One transaction for {@code nft -f}, after which no table has one of these names, had there been
   * any or not. A name is ours in every family: a policy that lost its last IPv6 address changes
   * its table's family, and the old table would go on acting.
   */
  public String removeText() {
    // Deleting what is not there is an error; adding what is there is none.
    return tables.stream()
        .map(NftTable::name)
        .distinct()
        .flatMap(
            name -> Arrays.stream(TableFamily.values()).map(family -> family + " " + name + "\n"))
        .map(table -> "table " + table + "delete table " + table)
        .collect(Collectors.joining());
  }
}
