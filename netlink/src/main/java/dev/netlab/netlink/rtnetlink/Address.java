package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address of an interface ({@code struct ifaddrmsg} and IFA_* of linux/if_addr.h).
 *
 * @param local the interface's own address
 * @param length prefix length of the local network, or of the peer if there is one
 * @param peer the other end of a point-to-point link, null for none
 * @param broadcast null for none
 * @param dev the interface's name, empty if not specified
 * @param scope rt_scope_t: 0 global, 253 link, 254 host
 * @param nodad whether it is usable at once, without duplicate address detection
 * @param noprefixroute whether to keep the kernel from adding a route to the network
 * @param metric the metric of that route, 0 if not specified
 */
public record Address(
    InetAddress local,
    int length,
    @Nullable InetAddress peer,
    @Nullable InetAddress broadcast,
    String dev,
    int scope,
    boolean nodad,
    boolean noprefixroute,
    int metric) {
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_FLAGS = 8;
  private static final int IFA_RT_PRIORITY = 9;
  private static final int IFA_F_NODAD = 0x02;
  private static final int IFA_F_NOPREFIXROUTE = 0x200;

  /** {@code sizeof(struct ifaddrmsg)}. */
  private static final int HEADER = 8;

  /**
   * An address of global scope (host scope in 127.0.0.0/8), as {@code ip address add} creates it.
   */
  public static Address of(InetAddress local, int length, String dev) {
    Prefix checked = new Prefix(local, length);
    return new Address(
        checked.address(), length, null, null, dev, defaultScope(local), false, false, 0);
  }

  /**
   * Parses the arguments of {@code ip address add}: {@code 10.71.0.2/24 dev liqo.00000}. The device
   * is optional.
   *
   * @throws SyntaxException naming the word that is not understood
   */
  public static Address parse(String text) {
    return AddressSyntax.parse(text);
  }

  static int defaultScope(InetAddress local) {
    boolean host = local instanceof Inet4Address && local.isLoopbackAddress();
    return host ? 254 : 0;
  }

  /** Only the address, as {@code ip -br address} prints it: {@code 10.71.0.2/24}. */
  public String cidr() {
    return IpAddress.of(local) + "/" + length;
  }

  public Address withDev(String name) {
    return new Address(local, length, peer, broadcast, name, scope, nodad, noprefixroute, metric);
  }

  /** A copy that is usable at once, without duplicate address detection. */
  public Address withNodad() {
    return new Address(local, length, peer, broadcast, dev, scope, true, noprefixroute, metric);
  }

  /** Adds the address; fails with EEXIST if the interface already has it. */
  public Request add(Interfaces interfaces) {
    return new Request(
        "add address " + this,
        message(Rtnetlink.RTM_NEWADDR, Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL, interfaces));
  }

  public Request delete(Interfaces interfaces) {
    return new Request("delete address " + this, message(Rtnetlink.RTM_DELADDR, 0, interfaces));
  }

  private Message message(int type, int flags, Interfaces interfaces) {
    MessageWriter writer =
        new MessageWriter(type, flags)
            .header8(Ip.family(local))
            .header8(length)
            .header8(0)
            .header8(scope)
            .header32(interfaces.index(dev))
            .address(IFA_LOCAL, local)
            .address(IFA_ADDRESS, peer == null ? local : peer);
    if (broadcast != null) {
      writer.address(IFA_BROADCAST, broadcast);
    }
    int bits = (nodad ? IFA_F_NODAD : 0) | (noprefixroute ? IFA_F_NOPREFIXROUTE : 0);
    if (bits != 0) {
      writer.u32(IFA_FLAGS, bits);
    }
    if (metric != 0) {
      writer.u32(IFA_RT_PRIORITY, metric);
    }
    return writer.message();
  }

  /** All addresses of the socket's namespace, IPv4 and IPv6. */
  public static List<Address> dump(NetlinkSocket socket, Interfaces interfaces) {
    MessageWriter writer = new MessageWriter(Rtnetlink.RTM_GETADDR, 0).header32(0).header32(0);
    return socket.dump(new Request("list addresses", writer.message())).stream()
        .map(message -> read(message, interfaces))
        .toList();
  }

  static Address read(Message message, Interfaces interfaces) {
    Attributes all = message.attributes(HEADER);
    InetAddress address = all.address(IFA_ADDRESS);
    InetAddress own = all.address(IFA_LOCAL);
    InetAddress local = own == null ? address : own;
    if (local == null) {
      throw new IllegalArgumentException("an address message without an address");
    }
    int flags = all.u32(IFA_FLAGS, Byte.toUnsignedInt(message.body().get(2)));
    return new Address(
        local,
        Byte.toUnsignedInt(message.body().get(1)),
        local.equals(address) ? null : address,
        all.address(IFA_BROADCAST),
        interfaces.name(message.body().getInt(4)),
        Byte.toUnsignedInt(message.body().get(3)),
        (flags & IFA_F_NODAD) != 0,
        (flags & IFA_F_NOPREFIXROUTE) != 0,
        all.u32(IFA_RT_PRIORITY, 0));
  }

  /** The arguments of {@code ip address add}. */
  @Override
  public String toString() {
    return Tokens.join(
        peer == null
            ? IpAddress.of(local) + "/" + length
            : IpAddress.of(local) + " peer " + IpAddress.of(peer) + "/" + length,
        broadcast == null ? "" : "broadcast " + IpAddress.of(broadcast),
        metric == 0 ? "" : "metric " + Integer.toUnsignedString(metric),
        dev.isEmpty() ? "" : "dev " + dev,
        scope == defaultScope(local) ? "" : "scope " + Names.SCOPE.word(scope),
        nodad ? "nodad" : "",
        noprefixroute ? "noprefixroute" : "");
  }
}
