package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.syscall.Const;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code ip rule add} (ip-rule(8)). */
final class RuleSyntax {
  private static final List<String> WORDS =
      List.of(
          "from",
          "to",
          "fwmark",
          "iif",
          "dev",
          "oif",
          "lookup",
          "table",
          "priority",
          "pref",
          "preference",
          "order",
          "not",
          "blackhole",
          "unreachable",
          "prohibit",
          "type");

  private static final Set<String> NOT_READ =
      Set.of(
          "goto",
          "nop",
          "ipproto",
          "sport",
          "dport",
          "tos",
          "dsfield",
          "suppress_prefixlength",
          "suppress_ifgroup",
          "l3mdev",
          "uidrange",
          "tun_id",
          "realms",
          "flowlabel",
          "protocol",
          "nat");

  private final Tokens words;
  private @Nullable Prefix from;
  private @Nullable Prefix to;
  private boolean inverted;
  private int priority = Rule.UNSAID;
  private int mark;
  private int mask;
  private String iif = "";
  private String oif = "";
  private int action;
  private int table;

  private RuleSyntax(Tokens words) {
    this.words = words;
  }

  static Rule parse(String text) {
    return new RuleSyntax(new Tokens(text)).parse();
  }

  private Rule parse() {
    while (words.more()) {
      option(words.take());
    }
    if (action == 0) {
      throw words.missing("what to do: lookup TABLE, blackhole, unreachable or prohibit");
    }
    if (from != null && to != null && Ip.family(from.address()) != Ip.family(to.address())) {
      throw words.wrong("'from " + from + "' and 'to " + to + "' are not of one family");
    }
    Prefix told = from == null ? to : from;
    int family = told == null ? Const.AF_INET : Ip.family(told.address());
    Prefix all = Prefix.all(family);
    return new Rule(
        family,
        priority,
        inverted,
        from == null ? all : from,
        to == null ? all : to,
        mark,
        mask,
        iif,
        oif,
        action,
        table);
  }

  private void option(String word) {
    switch (word) {
      case "not" -> inverted = true;
      case "from" -> from = block();
      case "to" -> to = block();
      case "priority", "pref", "preference", "order" -> priority = words.number();
      case "fwmark" -> mark();
      case "iif", "dev" -> iif = words.device();
      case "oif" -> oif = words.device();
      case "lookup", "table" -> {
        action = Rule.LOOKUP;
        table = words.named(Names.TABLE);
      }
      case "type" -> {}
      case "blackhole" -> action = Rule.BLACKHOLE;
      case "unreachable" -> action = Rule.UNREACHABLE;
      case "prohibit" -> action = Rule.PROHIBIT;
      default -> throw words.unknown("word of a rule", WORDS, NOT_READ);
    }
  }

  private @Nullable Prefix block() {
    boolean all = words.takeIf("all") || words.takeIf("any") || words.takeIf("default");
    return all ? null : words.prefix();
  }

  private void mark() {
    String[] parts = words.value().split("/", 2);
    try {
      mark = Tokens.number(parts[0]);
      mask = parts.length == 2 ? Tokens.number(parts[1]) : -1;
    } catch (IllegalArgumentException e) {
      throw words.wrong(String.valueOf(e.getMessage()));
    }
  }
}
