package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code ip route get}: which route would the kernel use for this packet?
 *
 * @param destination the packet's destination
 * @param source the packet's source, null for a locally generated packet
 * @param iif the input interface, empty for a locally generated packet
 * @param oif the required output interface, empty for any
 * @param mark the packet's fwmark
 */
public record RouteQuery(
    InetAddress destination, @Nullable InetAddress source, String iif, String oif, int mark) {
  private static final int RTA_DST = 1;
  private static final int RTA_SRC = 2;
  private static final int RTA_IIF = 3;
  private static final int RTA_OIF = 4;
  private static final int RTA_MARK = 16;
  private static final int RTM_F_LOOKUP_TABLE = 0x1000;
  private static final int RTM_F_FIB_MATCH = 0x2000;

  /** A packet that the node itself sends. */
  public static RouteQuery to(InetAddress destination) {
    return new RouteQuery(destination, null, "", "", 0);
  }

  /** A copy for a packet that is received from elsewhere. */
  public RouteQuery from(InetAddress address, String interfaceName) {
    return new RouteQuery(destination, address, interfaceName, oif, mark);
  }

  public RouteQuery withMark(int fwmark) {
    return new RouteQuery(destination, source, iif, oif, fwmark);
  }

  /**
   * The route as the kernel would use it: one hop, the source address it would choose, and the
   * table in which it found the route.
   *
   * @throws KernelException ENETUNREACH, EHOSTUNREACH, EACCES (prohibit) or EINVAL (blackhole)
   */
  public Route resolve(NetlinkSocket socket, Interfaces interfaces) {
    return ask(socket, interfaces, 0);
  }

  /**
   * The matching route as it was added to the table ({@code fibmatch}).
   *
   * @throws KernelException as {@link #resolve}
   */
  public Route match(NetlinkSocket socket, Interfaces interfaces) {
    return ask(socket, interfaces, RTM_F_FIB_MATCH);
  }

  private Route ask(NetlinkSocket socket, Interfaces interfaces, int flags) {
    int bits = destination.getAddress().length * 8;
    // IPv6 always reports the table, and rejects a request that asks for it.
    int table = bits == 32 ? RTM_F_LOOKUP_TABLE : 0;
    MessageWriter writer =
        new MessageWriter(Rtnetlink.RTM_GETROUTE, 0)
            .header8(Ip.family(destination))
            .header8(bits)
            .header8(source == null ? 0 : bits)
            .header8(0)
            .header32(0)
            .header32(flags | table)
            .address(RTA_DST, destination);
    if (source != null) {
      writer.address(RTA_SRC, source);
    }
    if (!iif.isEmpty()) {
      writer.u32(RTA_IIF, interfaces.index(iif));
    }
    if (!oif.isEmpty()) {
      writer.u32(RTA_OIF, interfaces.index(oif));
    }
    if (mark != 0) {
      writer.u32(RTA_MARK, mark);
    }
    Request request = new Request("get route " + this, writer.message());
    return RouteMessage.read(socket.request(request).getFirst(), interfaces);
  }

  /** The arguments of {@code ip route get}. */
  @Override
  public String toString() {
    return Tokens.join(
        IpAddress.of(destination).toString(),
        source == null ? "" : "from " + IpAddress.of(source),
        iif.isEmpty() ? "" : "iif " + iif,
        oif.isEmpty() ? "" : "oif " + oif,
        mark == 0 ? "" : "mark 0x" + Integer.toHexString(mark));
  }
}
