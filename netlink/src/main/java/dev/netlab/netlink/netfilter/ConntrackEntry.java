package dev.netlab.netlink.netfilter;

import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import java.util.Optional;
import java.util.Set;

/**
 * One connection as the kernel tracks it ({@code enum ctattr_type}). Address translation shows as
 * the reply not being the original turned round.
 *
 * @param state of TCP or SCTP ({@code "ESTABLISHED"}), else empty
 * @param timeout seconds until it is forgotten, -1 where not reported (some events)
 * @param zone 0 where there is none
 * @param use references, -1 where not reported (events)
 * @param id unsigned; the same as nftrace's, see {@link NftTrace.Tracked}
 * @param originalCounters absent unless nf_conntrack_acct is on
 */
public record ConntrackEntry(
    ConntrackTuple original,
    ConntrackTuple reply,
    Set<ConntrackStatus> status,
    String state,
    int timeout,
    int mark,
    int zone,
    int use,
    int id,
    Optional<Counters> originalCounters,
    Optional<Counters> replyCounters) {
  static final int CTA_TUPLE_ORIG = 1;
  static final int CTA_ZONE = 18;
  static final int CTA_ID = 12;
  private static final int CTA_TUPLE_REPLY = 2;
  private static final int CTA_STATUS = 3;
  private static final int CTA_PROTOINFO = 4;
  private static final int CTA_TIMEOUT = 7;
  private static final int CTA_MARK = 8;
  private static final int CTA_COUNTERS_ORIG = 9;
  private static final int CTA_COUNTERS_REPLY = 10;
  private static final int CTA_USE = 11;

  /** What went one way. */
  public record Counters(long packets, long bytes) {
    static Optional<Counters> read(Attributes counters) {
      Attribute packets = counters.find(1);
      Attribute bytes = counters.find(2);
      return packets == null || bytes == null
          ? Optional.empty()
          : Optional.of(new Counters(packets.be64(), bytes.be64()));
    }

    @Override
    public String toString() {
      return "packets=" + packets + " bytes=" + bytes;
    }
  }

  public ConntrackEntry {
    status = Set.copyOf(status);
  }

  static ConntrackEntry read(Message message) {
    Attributes all = message.attributes(Nfnetlink.HEADER);
    return new ConntrackEntry(
        ConntrackTuple.read(all.nest(CTA_TUPLE_ORIG)),
        ConntrackTuple.read(all.nest(CTA_TUPLE_REPLY)),
        ConntrackStatus.of(all.be32(CTA_STATUS, 0)),
        ConntrackState.read(all.nest(CTA_PROTOINFO)),
        all.be32(CTA_TIMEOUT, -1),
        all.be32(CTA_MARK, 0),
        all.be16(CTA_ZONE, 0),
        all.be32(CTA_USE, -1),
        all.be32(CTA_ID, 0),
        Counters.read(all.nest(CTA_COUNTERS_ORIG)),
        Counters.read(all.nest(CTA_COUNTERS_REPLY)));
  }

  /** The line that {@code conntrack -L -o id} prints. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    int protocol = original.protocol();
    line.append("%-8s %d ".formatted(name(protocol), protocol));
    if (timeout >= 0) {
      line.append(timeout).append(' ');
    }
    if (!state.isEmpty()) {
      line.append(state).append(' ');
    }
    line.append(original).append(' ');
    originalCounters.ifPresent(counters -> line.append(counters).append(' '));
    if (!status.contains(ConntrackStatus.SEEN_REPLY)) {
      line.append("[UNREPLIED] ");
    }
    line.append(reply).append(' ');
    replyCounters.ifPresent(counters -> line.append(counters).append(' '));
    if (status.contains(ConntrackStatus.HW_OFFLOAD)) {
      line.append("[HW_OFFLOAD] ");
    } else if (status.contains(ConntrackStatus.OFFLOAD)) {
      line.append("[OFFLOAD] ");
    } else if (status.contains(ConntrackStatus.ASSURED)) {
      line.append("[ASSURED] ");
    }
    line.append("mark=").append(Integer.toUnsignedString(mark));
    if (zone != 0) {
      line.append(" zone=").append(zone);
    }
    if (use >= 0) {
      line.append(" use=").append(use);
    }
    return line.append(" id=").append(Integer.toUnsignedString(id)).toString();
  }

  /** The name by which conntrack(8) calls a protocol. */
  private static String name(int protocol) {
    return switch (protocol) {
      case IpProtocol.ICMP -> "icmp";
      case IpProtocol.TCP -> "tcp";
      case IpProtocol.UDP -> "udp";
      case IpProtocol.DCCP -> "dccp";
      case IpProtocol.GRE -> "gre";
      case IpProtocol.ICMPV6 -> "icmpv6";
      case IpProtocol.SCTP -> "sctp";
      case IpProtocol.UDPLITE -> "udplite";
      default -> "unknown";
    };
  }
}
