package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A socket that owns tables of family inet in a namespace, made with {@code flags owner}: nobody
 * else can change them, and the kernel takes them away when this closes or the process ends,
 * however it ends ({@code NFT_TABLE_F_OWNER} of linux/netfilter/nf_tables.h).
 *
 * <p>It is spoken over our own socket: libnftables would keep a context open for each, and waits by
 * select(2), which knows no descriptor above 1023.
 */
public final class TableOwner implements AutoCloseable {
  private static final int NFPROTO_INET = 1;

  private static final int NEWTABLE = Nfnetlink.NFTABLES;
  private static final int DELTABLE = Nfnetlink.NFTABLES | 2;
  private static final int TABLE_NAME = 1;
  private static final int TABLE_FLAGS = 2;
  private static final int TABLE_F_OWNER = 2;

  private static final int NEWCHAIN = Nfnetlink.NFTABLES | 3;
  private static final int CHAIN_TABLE = 1;
  private static final int CHAIN_NAME = 3;
  private static final int CHAIN_HOOK = 4;
  private static final int CHAIN_TYPE = 7;
  private static final int HOOK_HOOKNUM = 1;
  private static final int HOOK_PRIORITY = 2;

  private static final int NEWRULE = Nfnetlink.NFTABLES | 6;
  private static final int RULE_TABLE = 1;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_EXPRESSIONS = 4;
  private static final int LIST_ELEM = 1;
  private static final int EXPR_NAME = 1;
  private static final int EXPR_DATA = 2;

  private static final int LIMIT_RATE = 1;
  private static final int LIMIT_UNIT = 2;
  private static final int LIMIT_BURST = 3;
  private static final int IMMEDIATE_DREG = 1;
  private static final int IMMEDIATE_DATA = 2;
  private static final int DATA_VALUE = 1;
  private static final int META_KEY = 2;
  private static final int META_SREG = 3;
  private static final int META_NFTRACE = 12;
  private static final int REGISTER = 1;

  private final NetlinkSocket socket;

  private TableOwner(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Where packets meet a chain ({@code enum nf_inet_hooks}). */
  public enum Hook {
    PREROUTING(0),
    INPUT(1),
    FORWARD(2),
    OUTPUT(3),
    POSTROUTING(4);

    /** As {@code enum nf_inet_hooks} of linux/netfilter.h counts them. */
    private final int number;

    Hook(int number) {
      this.number = number;
    }
  }

  /**
   * A base chain of type filter that accepts.
   *
   * @param traced which of the packets that meet it are traced from there on; none if empty
   */
  public record Chain(String name, Hook hook, int priority, Optional<Traced> traced) {}

  /** {@code limit rate N/second burst N packets meta nftrace set 1}. */
  public record Traced(int perSecond, int burst) {}

  /** Opens the socket; it owns nothing yet. */
  public static TableOwner open(Namespace namespace) {
    return new TableOwner(NetlinkSocket.open(NetlinkFamily.NETFILTER, namespace));
  }

  /**
   * Makes a table with its chains in one transaction.
   *
   * @throws dev.netlab.netlink.KernelException if the kernel refuses any of it
   */
  public void create(String name, List<Chain> chains) {
    List<Request> requests = new ArrayList<>();
    requests.add(
        new Request(
            "add nft table inet " + name,
            message(NEWTABLE, Netlink.NLM_F_CREATE)
                .string(TABLE_NAME, name)
                .be32(TABLE_FLAGS, TABLE_F_OWNER)
                .message()));
    for (Chain chain : chains) {
      requests.add(chain(name, chain));
      chain.traced().ifPresent(traced -> requests.add(rule(name, chain, traced)));
    }
    transact(requests);
  }

  /**
   * Deletes a table; no packet meets it when this returns.
   *
   * @throws dev.netlab.netlink.KernelException if there is none of that name that this owns
   */
  public void delete(String name) {
    transact(
        List.of(
            new Request(
                "delete nft table inet " + name,
                message(DELTABLE, 0).string(TABLE_NAME, name).message())));
  }

  private void transact(List<Request> requests) {
    socket.transact(
        Nfnetlink.batch(Nfnetlink.BATCH_BEGIN), requests, Nfnetlink.batch(Nfnetlink.BATCH_END));
  }

  private static MessageWriter message(int type, int flags) {
    return new MessageWriter(type, flags).header8(NFPROTO_INET).header8(0).headerBe16(0);
  }

  private static Request chain(String table, Chain chain) {
    MessageWriter message =
        message(NEWCHAIN, Netlink.NLM_F_CREATE)
            .string(CHAIN_TABLE, table)
            .string(CHAIN_NAME, chain.name())
            .nest(
                CHAIN_HOOK,
                hook ->
                    hook.be32(HOOK_HOOKNUM, chain.hook().number)
                        .be32(HOOK_PRIORITY, chain.priority()))
            .string(CHAIN_TYPE, "filter");
    return new Request(
        "add nft chain inet %s %s".formatted(table, chain.name()), message.message());
  }

  private static Request rule(String table, Chain chain, Traced traced) {
    MessageWriter message =
        message(NEWRULE, Netlink.NLM_F_CREATE | Netlink.NLM_F_APPEND)
            .string(RULE_TABLE, table)
            .string(RULE_CHAIN, chain.name())
            .nest(
                RULE_EXPRESSIONS,
                rule -> {
                  expression(
                      rule,
                      "limit",
                      limit ->
                          limit
                              .be64(LIMIT_RATE, traced.perSecond())
                              .be64(LIMIT_UNIT, 1)
                              .be32(LIMIT_BURST, traced.burst()));
                  expression(
                      rule,
                      "immediate",
                      immediate ->
                          immediate
                              .be32(IMMEDIATE_DREG, REGISTER)
                              .nest(
                                  IMMEDIATE_DATA, data -> data.bytes(DATA_VALUE, new byte[] {1})));
                  expression(
                      rule,
                      "meta",
                      meta -> meta.be32(META_KEY, META_NFTRACE).be32(META_SREG, REGISTER));
                });
    return new Request(
        "add a rule to nft chain inet %s %s".formatted(table, chain.name()), message.message());
  }

  private static void expression(MessageWriter rule, String name, Consumer<MessageWriter> data) {
    rule.nest(LIST_ELEM, expression -> expression.string(EXPR_NAME, name).nest(EXPR_DATA, data));
  }

  /**
   * Gives up what it owns. The kernel takes tables away here one socket after the other, at the
   * price of an RCU grace period each, some ten milliseconds; {@link #delete} takes less than one.
   */
  @Override
  public void close() {
    socket.close();
  }
}
