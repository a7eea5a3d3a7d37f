package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of one network namespace: those compiled from policies, or all that are loaded.
 *
 * @param tables in the order in which they are loaded or listed
 */
public record Ruleset(List<NftTable> tables) {
  public Ruleset {
    tables = List.copyOf(tables);
  }

  /** A rule and its location. */
  public record Place(NftTable table, NftChain chain, NftRule rule) {}

  /** All rules, each with its location. */
  public Stream<Place> rules() {
    return tables.stream()
        .flatMap(
            table ->
                table.chains().stream()
                    .flatMap(
                        chain ->
                            chain.rules().stream().map(rule -> new Place(table, chain, rule))));
  }

  /** The text as {@code nft list ruleset} prints it with all counters at zero. */
  public String text() {
    return tables.stream().map(NftTable::text).collect(Collectors.joining());
  }

  /**
   * The text for {@code nft -f} when none of these tables exists yet. Unlike {@link #text()}, it
   * can also be loaded on a machine that has no names for protocols.
   */
  public String loadText() {
    return ProtocolNames.loadable(text());
  }
}
