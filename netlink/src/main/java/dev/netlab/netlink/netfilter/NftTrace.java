package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * One step of a packet with {@code meta nftrace set 1} through a chain ({@code NFT_MSG_TRACE},
 * {@code enum nft_trace_attributes} of nf_tables.h).
 *
 * @param id of the packet within its namespace; it changes across veth, and can repeat
 * @param family of the table: 1 inet, 2 ip, 3 arp, 5 netdev, 7 bridge, 10 ip6
 * @param ruleHandle {@code nft -a}'s handle of the rule; 0 unless the type is RULE
 * @param verdict absent for a policy
 * @param policy the base chain's, where it decided
 * @param mark the packet's
 * @param packet only on the first step through a base chain
 * @param tracked only on the first step through a base chain, and on newer kernels
 */
public record NftTrace(
    int id,
    int family,
    String table,
    String chain,
    Type type,
    long ruleHandle,
    Optional<NftVerdict> verdict,
    Optional<NftVerdict> policy,
    int mark,
    Optional<Packet> packet,
    Optional<Tracked> tracked) {
  private static final int TABLE = 1;
  private static final int CHAIN = 2;
  private static final int RULE_HANDLE = 3;
  private static final int TYPE = 4;
  private static final int VERDICT = 5;
  private static final int ID = 6;
  private static final int LL_HEADER = 7;
  private static final int NETWORK_HEADER = 8;
  private static final int TRANSPORT_HEADER = 9;
  private static final int IIF = 10;
  private static final int IIFTYPE = 11;
  private static final int OIF = 12;
  private static final int OIFTYPE = 13;
  private static final int MARK = 14;
  private static final int NFPROTO = 15;
  private static final int POLICY = 16;
  private static final int CT_ID = 18;
  private static final int CT_DIRECTION = 19;
  private static final int CT_STATUS = 20;
  private static final int CT_STATE = 21;

  /** {@code enum nft_trace_types}. */
  public enum Type {
    UNSPECIFIED,
    /** The end of a base chain: its policy decides. */
    POLICY,
    /** The end of a chain that was jumped to. */
    RETURN,
    /** A rule matched. */
    RULE,
    /** No rule is left in the chain: the kernel reports it as a rule without a handle. */
    END;

    static Type of(int number, long ruleHandle) {
      return switch (number) {
        case 1 -> POLICY;
        case 2 -> RETURN;
        case 3 -> ruleHandle == 0 ? END : RULE;
        default -> UNSPECIFIED;
      };
    }
  }

  /**
   * The packet when it came to the hook.
   *
   * @param protocol 2 IPv4, 10 IPv6, 0 none
   * @param inInterface index, 0 where it has none
   * @param outInterface index, 0 where it has none
   * @param linkHeader empty where there is none; headers are cut short and in network order
   */
  public record Packet(
      int protocol,
      int inInterface,
      int inLinkType,
      int outInterface,
      int outLinkType,
      ByteBuffer linkHeader,
      ByteBuffer networkHeader,
      ByteBuffer transportHeader) {}

  /**
   * The packet's connection.
   *
   * @param id {@link ConntrackEntry#id}
   */
  public record Tracked(int id, Direction direction, Set<ConntrackStatus> status, String state) {}

  /** Which way of its connection a packet goes. */
  public enum Direction {
    ORIGINAL,
    REPLY
  }

  /** The table with its family, as nft names it: {@code "inet filter"}. */
  public String familyAndTable() {
    return NftFamily.name(family) + " " + table;
  }

  static NftTrace read(Message message) {
    Attributes all = message.attributes(Nfnetlink.HEADER);
    Attribute found = all.find(RULE_HANDLE);
    long handle = found == null ? 0 : found.be64();
    return new NftTrace(
        all.be32(ID, 0),
        Nfnetlink.family(message),
        all.string(TABLE, ""),
        all.string(CHAIN, ""),
        Type.of(all.be32(TYPE, 0), handle),
        handle,
        all.has(VERDICT) ? Optional.of(NftVerdict.read(all.nest(VERDICT))) : Optional.empty(),
        all.has(POLICY) ? Optional.of(NftVerdict.of(all.be32(POLICY, 0))) : Optional.empty(),
        all.be32(MARK, 0),
        packet(all),
        tracked(all));
  }

  private static Optional<Packet> packet(Attributes all) {
    if (!all.has(NETWORK_HEADER) && !all.has(LL_HEADER)) {
      return Optional.empty();
    }
    return Optional.of(
        new Packet(
            all.be32(NFPROTO, 0),
            all.be32(IIF, 0),
            all.be16(IIFTYPE, 0),
            all.be32(OIF, 0),
            all.be16(OIFTYPE, 0),
            header(all, LL_HEADER),
            header(all, NETWORK_HEADER),
            header(all, TRANSPORT_HEADER)));
  }

  private static ByteBuffer header(Attributes all, int type) {
    Attribute header = all.find(type);
    ByteBuffer bytes = header == null ? ByteBuffer.allocate(0) : header.value().slice();
    return bytes.asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN);
  }

  private static Optional<Tracked> tracked(Attributes all) {
    if (!all.has(CT_ID) && !all.has(CT_STATE)) {
      return Optional.empty();
    }
    return Optional.of(
        new Tracked(
            all.be32(CT_ID, 0),
            all.u8(CT_DIRECTION, 0) == 0 ? Direction.ORIGINAL : Direction.REPLY,
            ConntrackStatus.of(all.be32(CT_STATUS, 0)),
            state(all.be32(CT_STATE, 0))));
  }

  /** {@code NF_CT_STATE_BIT}s as nft's {@code ct state} names them. */
  private static String state(int bits) {
    return switch (bits) {
      case 1 -> "invalid";
      case 2 -> "established";
      case 4 -> "related";
      case 8 -> "new";
      case 64 -> "untracked";
      default -> Integer.toString(bits);
    };
  }

  /** Close to what {@code nft monitor trace} prints; the rule by its handle. */
  @Override
  public String toString() {
    String where = "trace id %08x %s %s ".formatted(id, familyAndTable(), chain);
    String verdictText = verdict.map(NftVerdict::toString).orElse("");
    return where
        + switch (type) {
          case RULE -> "rule handle " + ruleHandle + " (verdict " + verdictText + ")";
          case RETURN, END -> "verdict " + verdictText;
          case POLICY -> "policy " + policy.map(NftVerdict::toString).orElse(verdictText);
          case UNSPECIFIED -> "";
        };
  }
}
