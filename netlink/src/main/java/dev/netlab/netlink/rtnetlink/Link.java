package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.LinkSettings.AddressGeneration;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network device as the kernel reports it ({@code struct ifinfomsg} and IFLA_* of if_link.h).
 *
 * @param index its index in its namespace
 * @param mac hardware address, null if its kind has none
 * @param alias free text, empty for none
 * @param flags IFF_* of linux/if.h
 * @param master index of the bridge it is a port of, 0 for none
 * @param parent index of the underlying device, or of a veth's peer; 0 for none
 * @param parentNamespace id of the parent's namespace ({@link NamespaceId}), -1 for the same
 *     namespace
 * @param addressGeneration null if the device does not support IPv6
 * @param port settings as a port, null if it is not in a bridge
 */
public record Link(
    int index,
    String name,
    LinkKind kind,
    @Nullable MacAddress mac,
    int mtu,
    String alias,
    int flags,
    int master,
    int parent,
    int parentNamespace,
    int group,
    @Nullable AddressGeneration addressGeneration,
    @Nullable BridgePort port) {
  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_LINK = 5;
  static final int IFLA_MASTER = 10;
  static final int IFLA_PROTINFO = 12;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_IFALIAS = 20;
  static final int IFLA_AF_SPEC = 26;
  static final int IFLA_GROUP = 27;
  static final int IFLA_NET_NS_FD = 28;
  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;
  static final int IFF_UP = 1;

  private static final int IFLA_EXT_MASK = 29;
  private static final int RTEXT_FILTER_SKIP_STATS = 8;
  private static final int IFLA_LINK_NETNSID = 37;
  private static final int IFLA_INFO_SLAVE_KIND = 4;
  private static final int IFLA_INFO_SLAVE_DATA = 5;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final int IFF_RUNNING = 0x40;

  /** {@code sizeof(struct ifinfomsg)}. */
  private static final int HEADER = 16;

  /** Administratively up. */
  public boolean isUp() {
    return (flags & IFF_UP) != 0;
  }

  /** Up and with a carrier. */
  public boolean isRunning() {
    return (flags & IFF_RUNNING) != 0;
  }

  /** All links of the socket's namespace. */
  public static List<Link> dump(NetlinkSocket socket) {
    MessageWriter writer = header(Rtnetlink.RTM_GETLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    writer.u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
    return read(socket.dump(new Request("list links", writer.message())));
  }

  /**
   * The link with the given name.
   *
   * @throws dev.netlab.netlink.KernelException ENODEV if there is none
   */
  public static Link get(NetlinkSocket socket, String name) {
    MessageWriter writer = header(Rtnetlink.RTM_GETLINK, 0, Const.AF_UNSPEC, 0, 0, 0);
    writer.u32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS).string(IFLA_IFNAME, name);
    return read(socket.request(new Request("get link " + name, writer.message()))).getFirst();
  }

  /**
   * Reads RTM_NEWLINK messages. The names of underlying devices are looked up in the same messages.
   */
  static List<Link> read(List<Message> messages) {
    Interfaces interfaces = new Interfaces();
    for (Message message : messages) {
      String name = message.attributes(HEADER).string(IFLA_IFNAME, "");
      interfaces.add(name, message.body().getInt(4));
    }
    return messages.stream().map(message -> read(message, interfaces)).toList();
  }

  private static Link read(Message message, Interfaces interfaces) {
    Attributes all = message.attributes(HEADER);
    Attributes info = all.nest(IFLA_LINKINFO);
    int parent = all.u32(IFLA_LINK, 0);
    Attribute mac = all.find(IFLA_ADDRESS);
    Attribute generation =
        all.nest(IFLA_AF_SPEC).nest(Const.AF_INET6).find(IFLA_INET6_ADDR_GEN_MODE);
    boolean port = info.string(IFLA_INFO_SLAVE_KIND, "").equals("bridge");
    return new Link(
        message.body().getInt(4),
        all.string(IFLA_IFNAME, ""),
        LinkKind.read(info, interfaces.name(parent), interfaces),
        mac != null && mac.value().remaining() == 6 ? MacAddress.of(mac.bytes()) : null,
        all.u32(IFLA_MTU, 0),
        all.string(IFLA_IFALIAS, ""),
        message.body().getInt(8),
        all.u32(IFLA_MASTER, 0),
        parent,
        all.u32(IFLA_LINK_NETNSID, -1),
        all.u32(IFLA_GROUP, 0),
        generation == null ? null : AddressGeneration.of(generation.u8()),
        port ? BridgePort.read(info.nest(IFLA_INFO_SLAVE_DATA)) : null);
  }

  /** A message that begins with {@code struct ifinfomsg}. */
  static MessageWriter header(int type, int flags, int family, int index, int ifi, int change) {
    return new MessageWriter(type, flags)
        .header8(family)
        .header8(0)
        .header16(0)
        .header32(index)
        .header32(ifi)
        .header32(change);
  }
}
