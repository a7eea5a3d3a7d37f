package dev.netlab.nft.ruleset;

import dev.netlab.nft.PolicyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes one ruleset of another that stands in the kernel, in one transaction: only what
 * differs is added and removed, so that counters, what packets put into sets, and connections live
 * on.
 */
public final class RulesetChange {
  private RulesetChange() {}

  /**
   * The commands for {@code nft -f}; empty where nothing differs.
   *
   * @param before what stands: the parsed listing of our tables
   * @param standing the same listing's rules, for their handles ({@link Listing#read})
   * @param after what shall stand
   * @throws PolicyException if the rules are not those of {@code before}
   */
  public static String between(Ruleset before, List<ListedRule> standing, Ruleset after) {
    Map<String, NftTable> old = byName(before);
    Map<String, NftTable> wanted = byName(after);
    StringBuilder commands = new StringBuilder();
    for (Map.Entry<String, NftTable> table : old.entrySet()) {
      if (!wanted.containsKey(table.getKey())) {
        commands.append("delete table ").append(table.getKey()).append('\n');
      }
    }
    for (Map.Entry<String, NftTable> table : wanted.entrySet()) {
      NftTable stands = old.get(table.getKey());
      if (stands == null) {
        commands.append(table.getValue().text());
      } else if (!stands.equals(table.getValue())) {
        commands.append(new TableChange(stands, table.getValue(), standing).commands());
      }
    }
    return ProtocolNames.loadable(commands.toString());
  }

  private static Map<String, NftTable> byName(Ruleset ruleset) {
    Map<String, NftTable> tables = new LinkedHashMap<>();
    for (NftTable table : ruleset.tables()) {
      tables.put(table.family() + " " + table.name(), table);
    }
    return tables;
  }
}
