package dev.netlab.netlink.netfilter;

import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.Inet4Address;
import java.net.InetAddress;

/** Numbers and the fixed header of linux/netfilter/nfnetlink.h. */
final class Nfnetlink {
  /** {@code sizeof(struct nfgenmsg)}: family, version, resource id. */
  static final int HEADER = 4;

  /**
   * {@code NFNL_SUBSYS_CTNETLINK} with {@code IPCTNL_MSG_CT_NEW}, {@code _GET}, {@code _DELETE}.
   */
  static final int CONNTRACK_NEW = 1 << 8;

  static final int CONNTRACK_GET = 1 << 8 | 1;
  static final int CONNTRACK_DELETE = 1 << 8 | 2;

  private static final int NFNL_SUBSYS_NFTABLES = 10;

  static final int NFTABLES = NFNL_SUBSYS_NFTABLES << 8;

  /** {@code NFT_MSG_TRACE}. */
  static final int NFT_TRACE = NFTABLES | 17;

  /** {@code NFNL_MSG_BATCH_BEGIN} and {@code NFNL_MSG_BATCH_END}. */
  static final int BATCH_BEGIN = 0x10;

  static final int BATCH_END = 0x11;

  static final int NFPROTO_UNSPEC = 0;
  static final int NFPROTO_IPV4 = 2;
  static final int NFPROTO_IPV6 = 10;

  private Nfnetlink() {}

  static MessageWriter write(int type, int family) {
    return new MessageWriter(type, 0).header8(family).header8(0).headerBe16(0);
  }

  /** The beginning or the end of a transaction of nftables. */
  static Request batch(int type) {
    MessageWriter message =
        new MessageWriter(type, 0)
            .header8(NFPROTO_UNSPEC)
            .header8(0)
            .headerBe16(NFNL_SUBSYS_NFTABLES);
    return new Request("begin or end a transaction of nftables", message.message());
  }

  static int family(Message message) {
    return Byte.toUnsignedInt(message.body().get(message.body().position()));
  }

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? NFPROTO_IPV4 : NFPROTO_IPV6;
  }
}
