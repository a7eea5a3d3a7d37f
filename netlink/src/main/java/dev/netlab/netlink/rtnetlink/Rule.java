package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy routing rule ({@code struct fib_rule_hdr} and FRA_* of linux/fib_rules.h).
 *
 * @param family AF_INET or AF_INET6
 * @param priority position in the order, lowest first; {@link #UNSAID} lets the kernel choose
 * @param inverted whether it applies if the selectors do not match ({@code not})
 * @param from source block; the whole family's address space to match any source
 * @param to destination block, likewise
 * @param mark fwmark, compared under the mask; both 0 to match any mark
 * @param iif the input interface's name, empty to match any; {@code lo} for locally generated
 *     packets
 * @param oif the name of the interface a socket is bound to, empty to match any
 * @param action FR_ACT_*: 1 looks up the table, 6 blackhole, 7 unreachable, 8 prohibit
 * @param table number of the table, 0 for other actions
 */
public record Rule(
    int family,
    int priority,
    boolean inverted,
    Prefix from,
    Prefix to,
    int mark,
    int mask,
    String iif,
    String oif,
    int action,
    int table) {
  /**
   * Lets the kernel choose the priority: one before the first rule other than the rule for local.
   */
  public static final int UNSAID = -1;

  public static final int LOOKUP = 1;
  public static final int BLACKHOLE = 6;
  public static final int UNREACHABLE = 7;
  public static final int PROHIBIT = 8;

  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FIB_RULE_INVERT = 2;

  /** {@code sizeof(struct fib_rule_hdr)}. */
  private static final int HEADER = 12;

  /**
   * Parses the arguments of {@code ip rule add}: {@code to 10.201.0.0/16 lookup 1001}. The family
   * is that of the addresses, or IPv4 if there are none.
   *
   * @throws SyntaxException naming the word that is not understood
   */
  public static Rule parse(String text) {
    return RuleSyntax.parse(text);
  }

  public Request add() {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
    return new Request("add rule " + this, message(Rtnetlink.RTM_NEWRULE, flags));
  }

  public Request delete() {
    return new Request("delete rule " + this, message(Rtnetlink.RTM_DELRULE, 0));
  }

  private Message message(int type, int flags) {
    MessageWriter writer =
        new MessageWriter(type, flags)
            .header8(family)
            .header8(to.length())
            .header8(from.length())
            .header8(0)
            .header8(table > 255 ? 0 : table)
            .header8(0)
            .header8(0)
            .header8(action)
            .header32(inverted ? FIB_RULE_INVERT : 0);
    if (!to.isAll()) {
      writer.address(FRA_DST, to.address());
    }
    if (!from.isAll()) {
      writer.address(FRA_SRC, from.address());
    }
    if (!iif.isEmpty()) {
      writer.string(FRA_IIFNAME, iif);
    }
    if (!oif.isEmpty()) {
      writer.string(FRA_OIFNAME, oif);
    }
    if (priority != UNSAID) {
      writer.u32(FRA_PRIORITY, priority);
    }
    if (mask != 0) {
      writer.u32(FRA_FWMARK, mark).u32(FRA_FWMASK, mask);
    }
    if (table > 255) {
      writer.u32(FRA_TABLE, table);
    }
    return writer.message();
  }

  /** All rules of the socket's namespace, in order, IPv4 first. */
  public static List<Rule> dump(NetlinkSocket socket) {
    List<Rule> rules = new ArrayList<>();
    for (int family : List.of(Const.AF_INET, Const.AF_INET6)) {
      MessageWriter writer = new MessageWriter(Rtnetlink.RTM_GETRULE, 0).header8(family);
      writer.header8(0).header16(0).header32(0).header32(0);
      socket
          .dump(new Request("list rules", writer.message()))
          .forEach(message -> rules.add(read(message)));
    }
    return rules;
  }

  static Rule read(Message message) {
    Attributes all = message.attributes(HEADER);
    int family = Byte.toUnsignedInt(message.body().get(0));
    InetAddress to = all.address(FRA_DST);
    InetAddress from = all.address(FRA_SRC);
    return new Rule(
        family,
        all.u32(FRA_PRIORITY, 0),
        (message.body().getInt(8) & FIB_RULE_INVERT) != 0,
        from == null
            ? Prefix.all(family)
            : new Prefix(from, Byte.toUnsignedInt(message.body().get(2))),
        to == null ? Prefix.all(family) : new Prefix(to, Byte.toUnsignedInt(message.body().get(1))),
        all.u32(FRA_FWMARK, 0),
        all.u32(FRA_FWMASK, 0),
        all.string(FRA_IIFNAME, ""),
        all.string(FRA_OIFNAME, ""),
        Byte.toUnsignedInt(message.body().get(7)),
        all.u32(FRA_TABLE, Byte.toUnsignedInt(message.body().get(4))));
  }

  /** The arguments of {@code ip rule add}. */
  @Override
  public String toString() {
    return Tokens.join(
        inverted ? "not" : "",
        from.isAll() ? "" : "from " + from,
        to.isAll() ? "" : "to " + to,
        mask == 0 ? "" : "fwmark 0x" + Integer.toHexString(mark) + maskText(),
        iif.isEmpty() ? "" : "iif " + iif,
        oif.isEmpty() ? "" : "oif " + oif,
        switch (action) {
          case LOOKUP -> "lookup " + Names.TABLE.word(table);
          case BLACKHOLE -> "blackhole";
          case UNREACHABLE -> "unreachable";
          case PROHIBIT -> "prohibit";
          default -> "action " + action;
        },
        priority == UNSAID ? "" : "priority " + Integer.toUnsignedString(priority));
  }

  private String maskText() {
    return mask == -1 ? "" : "/0x" + Integer.toHexString(mask);
  }
}
