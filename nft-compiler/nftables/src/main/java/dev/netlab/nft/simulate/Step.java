package dev.netlab.nft.simulate;

import dev.netlab.nft.ruleset.NftRule;
import dev.netlab.nft.value.Hook;

/**
 * A rule that acted, because all of its conditions held.
 *
 * @param table with its family, as nft writes it
 * @param after the packet after the rule
 */
public record Step(Hook hook, String table, String chain, NftRule rule, Packet after) {
  @Override
  public String toString() {
    return "%s %s/%s: %s -> %s".formatted(hook, table, chain, rule.text(), after.tuple());
  }
}
