package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of one network namespace: those that policies become, or all that stand there.
 *
 * @param tables in the order in which they are loaded or listed
 */
public record Ruleset(List<NftTable> tables) {
  public Ruleset {
    tables = List.copyOf(tables);
  }

  /** A rule and where it stands. */
  public record Place(NftTable table, NftChain chain, NftRule rule) {}

  /** All rules, each with its place. */
  public Stream<Place> rules() {
    return tables.stream()
        .flatMap(
            table ->
                table.chains().stream()
                    .flatMap(
                        chain ->
                            chain.rules().stream().map(rule -> new Place(table, chain, rule))));
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
