package dev.netlab.nft.ruleset;

import java.util.List;
import java.util.Optional;

/**
 * A chain.
 *
 * @param attachment present for a chain that packets enter from the stack, absent for one that
 *     rules jump to
 */
public record NftChain(String name, Optional<Attachment> attachment, List<NftRule> rules) {
  /** Where packets enter a base chain. */
  public sealed interface Attachment permits BaseHook, UnknownHook {}

  /**
   * A hook that is not IP's: a device's ingress or egress.
   *
   * @param words as it was listed
   */
  public record UnknownHook(String words) implements Attachment {}

  public NftChain {
    rules = List.copyOf(rules);
  }

  /** The hook of IP's, or a bridge's, whose packets enter it. */
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
