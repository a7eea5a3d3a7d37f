package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;

/**
 * A chain.
 *
 * @param base present for a chain that packets enter from the stack, absent for one that rules jump
 *     to
 */
public record NftChain(String name, Optional<BaseHook> base, List<NftRule> rules) {
  public NftChain {
    rules = List.copyOf(rules);
  }

  String text() {
    StringBuilder text = new StringBuilder("\tchain ").append(name).append(" {\n");
    base.ifPresent(hook -> text.append("\t\t").append(hook.text()).append('\n'));
    for (NftRule rule : rules) {
      text.append("\t\t").append(rule.text()).append('\n');
    }
    return text.append("\t}\n").toString();
  }
}
