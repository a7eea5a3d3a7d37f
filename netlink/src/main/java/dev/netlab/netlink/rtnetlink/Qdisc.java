package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queueing discipline, which handles the packets that an interface sends ({@code struct tcmsg}
 * and TCA_* of linux/rtnetlink.h).
 *
 * @param device index of the interface
 * @param kind the kernel's name for the kind: {@code netem}, {@code fq_codel}
 * @param root whether it is attached directly to the interface rather than to another discipline
 * @param netem its settings, empty if it is of another kind
 * @param sent the number of packets sent
 * @param sentBytes the bytes of these packets
 * @param dropped the number of packets dropped
 * @param waiting the number of packets queued now
 */
public record Qdisc(
    int device,
    String kind,
    boolean root,
    Optional<Netem> netem,
    long sent,
    long sentBytes,
    long dropped,
    long waiting) {
  private static final int TCA_KIND = 1;
  private static final int TCA_OPTIONS = 2;
  private static final int TCA_STATS2 = 7;
  private static final int TCA_STATS_BASIC = 1;
  private static final int TCA_STATS_QUEUE = 3;
  private static final int TC_H_ROOT = -1;
  private static final String NETEM = "netem";

  /** {@code sizeof(struct tcmsg)}. */
  private static final int HEADER = 20;

  private static final int LOOPBACK = 1;

  /** {@code tc qdisc replace dev DEVICE root netem …}. */
  public static Request impair(String device, Netem netem, Interfaces interfaces) {
    return replace(device, interfaces.index(device), netem);
  }

  private static Request replace(String device, int index, Netem netem) {
    MessageWriter writer =
        header(Rtnetlink.RTM_NEWQDISC, Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE, index);
    writer.string(TCA_KIND, NETEM);
    writer.container(TCA_OPTIONS, options -> NetemOptions.write(netem, options));
    return new Request("impair " + device + " with netem " + netem, writer.message());
  }

  /**
   * {@code tc qdisc del dev DEVICE root}: restores the kernel's default discipline.
   *
   * <p>The kernel answers ENOENT if the interface already has the default.
   */
  public static Request remove(String device, Interfaces interfaces) {
    MessageWriter writer = header(Rtnetlink.RTM_DELQDISC, 0, interfaces.index(device));
    return new Request("remove the queueing discipline of " + device, writer.message());
  }

  /** All queueing disciplines of the socket's namespace. */
  public static List<Qdisc> dump(NetlinkSocket socket) {
    MessageWriter writer =
        new MessageWriter(Rtnetlink.RTM_GETQDISC, 0)
            .header32(Const.AF_UNSPEC)
            .header32(0)
            .header32(0)
            .header32(0)
            .header32(0);
    return socket.dump(new Request("list queueing disciplines", writer.message())).stream()
        .map(Qdisc::read)
        .toList();
  }

  /**
   * Whether this kernel supports netem, found out by adding one in a temporary namespace. The
   * attempt may make the kernel load the module.
   */
  public static boolean hasNetem() {
    try (Namespace throwaway = Namespace.create();
        NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, throwaway)) {
      socket.request(replace("lo", LOOPBACK, Netem.NONE));
      return true;
    } catch (KernelException e) {
      // "Specified qdisc kind is unknown"; any other error comes from code that knows netem.
      return e.errno() != Errno.ENOENT && e.errno() != Errno.EOPNOTSUPP;
    }
  }

  static Qdisc read(Message message) {
    Attributes all = message.attributes(HEADER);
    Attribute options = all.find(TCA_OPTIONS);
    String kind = all.string(TCA_KIND, "");
    Attribute basic = all.nest(TCA_STATS2).find(TCA_STATS_BASIC);
    Attribute queue = all.nest(TCA_STATS2).find(TCA_STATS_QUEUE);
    return new Qdisc(
        message.body().getInt(4),
        kind,
        message.body().getInt(12) == TC_H_ROOT,
        options != null && kind.equals(NETEM)
            ? Optional.of(NetemOptions.read(options))
            : Optional.empty(),
        // struct gnet_stats_basic and gnet_stats_queue of linux/gen_stats.h
        number(basic, 8),
        basic == null ? 0 : basic.u64(),
        number(queue, 8),
        number(queue, 0));
  }

  private static long number(@Nullable Attribute structure, int at) {
    if (structure == null || structure.value().remaining() < at + Integer.BYTES) {
      return 0;
    }
    return Integer.toUnsignedLong(structure.value().getInt(structure.value().position() + at));
  }

  private static MessageWriter header(int type, int flags, int device) {
    return new MessageWriter(type, flags)
        .header8(Const.AF_UNSPEC)
        .header8(0)
        .header16(0)
        .header32(device)
        .header32(0)
        .header32(TC_H_ROOT)
        .header32(0);
  }
}
