package dev.netlab.nft.ruleset;

import dev.netlab.nft.value.Hook;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where a base chain is attached in the network stack.
 *
 * @param priority chains with lower values come first; connection tracking is at -200 (enum
 *     nf_ip_hook_priorities of linux/netfilter_ipv4.h)
 * @param policy what happens to packets that no rule decides
 */
public record BaseHook(ChainType type, Hook hook, int priority, Policy policy)
    implements NftChain.Attachment {
  /** Before connection tracking. */
  public static final int RAW = -300;

  /** Where packets are changed without the help of connection tracking. */
  public static final int MANGLE = -150;

  /** Before destinations are translated, after connection tracking; kube-proxy filters here. */
  public static final int PRE_DNAT = -110;

  /** Where destinations are translated. */
  public static final int DSTNAT = -100;

  /** Before any destination is translated: rules here decide that none will be. */
  public static final int BEFORE_DSTNAT = DSTNAT - 1;

  /** Where packets are filtered. */
  public static final int FILTER = 0;

  /** Where sources are translated. */
  public static final int SRCNAT = 100;

  /** Before any source is translated: rules here decide that none will be. */
  public static final int BEFORE_SRCNAT = SRCNAT - 1;

  /** The largest distance from a named priority that nft writes relative to the name. */
  private static final int NEAR = 10;

  /** What a chain is allowed to do. */
  public enum ChainType {
    FILTER,
    NAT,
    ROUTE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What happens to packets that no rule decides. */
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

  /**
   * nft has names for the usual priorities, two of which are valid only at the hook they are meant
   * for. It writes nearby priorities relative to a name.
   */
  private String priorityText() {
    return Arrays.stream(Named.values())
        .filter(named -> named.isKnownAt(hook))
        .filter(named -> Math.abs(priority - named.priority) <= NEAR)
        .findFirst()
        .map(named -> named.text(priority - named.priority))
        .orElseGet(() -> Integer.toString(priority));
  }

  /** The priorities for which nft has names. */
  enum Named {
    RAW(BaseHook.RAW),
    MANGLE(BaseHook.MANGLE),
    DSTNAT(BaseHook.DSTNAT),
    FILTER(BaseHook.FILTER),
    SECURITY(50),
    SRCNAT(BaseHook.SRCNAT);

    private final int priority;

    Named(int priority) {
      this.priority = priority;
    }

    private boolean isKnownAt(Hook hook) {
      return switch (this) {
        case DSTNAT -> hook == Hook.PREROUTING;
        case SRCNAT -> hook == Hook.POSTROUTING;
        case RAW, MANGLE, FILTER, SECURITY -> true;
      };
    }

    int priority() {
      return priority;
    }

    private String text(int distance) {
      return distance == 0
          ? toString()
          : this + (distance < 0 ? " - " : " + ") + Math.abs(distance);
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
