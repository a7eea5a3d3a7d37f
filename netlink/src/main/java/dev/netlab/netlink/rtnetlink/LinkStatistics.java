package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a network device has counted since it was made ({@code struct rtnl_link_stats64} of {@code
 * linux/if_link.h}, where each counter is described). Of a veth {@code rxDropped} and {@code
 * txDropped} are packets, and so they are of a TUN device whose reader is too slow.
 *
 * @param rxNoHandler packets of a protocol, or to a device, that nothing here takes
 */
public record LinkStatistics(
    long rxPackets,
    long txPackets,
    long rxBytes,
    long txBytes,
    long rxErrors,
    long txErrors,
    long rxDropped,
    long txDropped,
    long txCarrierErrors,
    long rxNoHandler) {
  private static final int IFLA_STATS64 = 23;

  /** {@code sizeof(struct ifinfomsg)}. */
  private static final int HEADER = 16;

  private static final int TX_CARRIER_ERRORS = 17;
  private static final int RX_NO_HANDLER = 23;

  /** Those of all devices of the socket's namespace, by their names. */
  public static Map<String, LinkStatistics> dump(NetlinkSocket socket) {
    MessageWriter writer = Link.header(Rtnetlink.RTM_GETLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    Map<String, LinkStatistics> all = new LinkedHashMap<>();
    for (Message message : socket.dump(new Request("read link statistics", writer.message()))) {
      Attribute counters = message.attributes(HEADER).find(IFLA_STATS64);
      if (counters != null) {
        all.put(message.attributes(HEADER).string(Link.IFLA_IFNAME, ""), read(counters.value()));
      }
    }
    return all;
  }

  private static LinkStatistics read(ByteBuffer value) {
    return new LinkStatistics(
        at(value, 0),
        at(value, 1),
        at(value, 2),
        at(value, 3),
        at(value, 4),
        at(value, 5),
        at(value, 6),
        at(value, 7),
        at(value, TX_CARRIER_ERRORS),
        at(value, RX_NO_HANDLER));
  }

  /** The structure grew at its end: what an older kernel does not have is 0. */
  private static long at(ByteBuffer value, int index) {
    int offset = value.position() + index * Long.BYTES;
    return offset + Long.BYTES <= value.limit() ? value.getLong(offset) : 0;
  }

  /** How much each counter grew since. */
  public LinkStatistics since(LinkStatistics before) {
    return new LinkStatistics(
        rxPackets - before.rxPackets,
        txPackets - before.txPackets,
        rxBytes - before.rxBytes,
        txBytes - before.txBytes,
        rxErrors - before.rxErrors,
        txErrors - before.txErrors,
        rxDropped - before.rxDropped,
        txDropped - before.txDropped,
        txCarrierErrors - before.txCarrierErrors,
        rxNoHandler - before.rxNoHandler);
  }
}
