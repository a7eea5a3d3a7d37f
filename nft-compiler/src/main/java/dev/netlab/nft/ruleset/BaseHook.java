package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.Hook;
import java.util.Locale;

/**
 * Where in the stack a base chain hangs.
 *
 * @param priority lower comes first; connection tracking is at -200 (enum nf_ip_hook_priorities of
 *     linux/netfilter_ipv4.h)
 * @param policy what happens to packets that no rule decided
 */
public record BaseHook(ChainType type, Hook hook, int priority, Policy policy) {
  /** Before connection tracking. */
  public static final int RAW = -300;

  /** Where packets are changed without connection tracking's help. */
  public static final int MANGLE = -150;

  /** Before destinations are translated, with connections tracked; kube-proxy filters here. */
  public static final int PRE_DNAT = -110;

  /** Where destinations are translated. */
  public static final int DSTNAT = -100;

  /** Where packets are let through or not. */
  public static final int FILTER = 0;

  /** Where sources are translated. */
  public static final int SRCNAT = 100;

  /** What a chain may do. */
  public enum ChainType {
    FILTER,
    NAT,
    ROUTE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What happens to packets that no rule decided. */
  public enum Policy {
    ACCEPT,
    DROP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String text() {
    return "type %s hook %s priority %s; policy %s;"
        .formatted(type, hook.name().toLowerCase(Locale.ROOT), priorityText(), policy);
  }

  /** nft has names for the usual priorities, two of them only at the hook they are meant for. */
  private String priorityText() {
    return switch (priority) {
      case RAW -> "raw";
      case MANGLE -> "mangle";
      case FILTER -> "filter";
      case PRE_DNAT -> hook == Hook.PREROUTING ? "dstnat - 10" : "-110";
      case DSTNAT -> hook == Hook.PREROUTING ? "dstnat" : "-100";
      case SRCNAT -> hook == Hook.POSTROUTING ? "srcnat" : "100";
      default -> Integer.toString(priority);
    };
  }
}
