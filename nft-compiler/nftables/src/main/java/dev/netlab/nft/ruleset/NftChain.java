package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;

/**
 * A chain.
 *
 * @param attachment present for a base chain, which packets enter from the network stack; absent
 *     for a chain that rules jump to
 */
public record NftChain(String name, Optional<Attachment> attachment, List<NftRule> rules) {
  /** Where packets enter a base chain. */
  public sealed interface Attachment permits BaseHook, UnknownHook {}

  /**
   * A hook that is not one of IP's hooks, such as a device's ingress or egress.
   *
   * @param words the hook as listed
   */
  public record UnknownHook(String words) implements Attachment {}

  public NftChain {
    rules = List.copyOf(rules);
  }

  /** The hook from which packets enter the chain, if it is a hook of IP or of a bridge. */
  public Optional<BaseHook> base() {
    return attachment.filter(BaseHook.class::isInstance).map(BaseHook.class::cast);
  }

  String text() {
    StringBuilder text = new StringBuilder("\tchain ").append(name).append(" {\n");
    base().ifPresent(hook -> text.append("\t\t").append(hook.text()).append('\n'));
    for (NftRule rule : rules) {
      text.append("\t\t").append(rule.text()).append('\n');
    }
    return text.append("\t}\n").toString();
  }
}
