package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ARP or ND entry ({@code struct ndmsg} and NDA_* of linux/neighbour.h).
 *
 * @param lladdr the station's address; null if it is unknown, and for a proxy
 * @param dev the interface's name, empty if not specified
 * @param state NUD_*: 128 permanent, 2 reachable, 4 stale, 32 failed; 0 for a proxy
 * @param proxy whether the node answers for the address instead of resolving it
 */
public record Neighbour(
    InetAddress address, @Nullable MacAddress lladdr, String dev, int state, boolean proxy) {
  public static final int PERMANENT = 128;

  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NTF_PROXY = 0x08;

  /** {@code sizeof(struct ndmsg)}. */
  private static final int HEADER = 12;

  private static final List<String> WORDS = List.of("lladdr", "dev", "nud", "proxy");

  private static final Set<String> NOT_READ =
      Set.of("router", "use", "managed", "extern_learn", "protocol");

  /**
   * Parses the arguments of {@code ip neighbour add}: {@code 169.254.1.1 lladdr ee:ee:ee:ee:ee:ee
   * dev eth0}. The device is optional; the default state is permanent.
   *
   * @throws SyntaxException naming the word that is not understood
   */
  public static Neighbour parse(String text) {
    Tokens words = new Tokens(text);
    if (!words.more()) {
      throw words.missing("an address");
    }
    boolean proxy = words.takeIf("proxy");
    InetAddress address = words.address();
    MacAddress lladdr = null;
    String dev = "";
    int state = PERMANENT;
    while (words.more()) {
      switch (words.take()) {
        case "lladdr" -> lladdr = words.value(MacAddress::parse);
        case "dev" -> dev = words.device();
        case "nud" -> state = words.named(Names.NEIGHBOUR_STATE);
        case "proxy" -> proxy = true;
        default -> throw words.unknown("word of a neighbour", WORDS, NOT_READ);
      }
    }
    if (lladdr == null && !proxy) {
      throw words.missing("lladdr and a MAC address");
    }
    return new Neighbour(address, lladdr, dev, proxy ? 0 : state, proxy);
  }

  /** Adds the entry; fails with EEXIST if the interface already has an entry for the address. */
  public Request add(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
    return new Request("add neighbour " + this, message(Rtnetlink.RTM_NEWNEIGH, flags, interfaces));
  }

  /** Adds the entry or replaces the existing one. */
  public Request replace(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE;
    return new Request(
        "replace neighbour " + this, message(Rtnetlink.RTM_NEWNEIGH, flags, interfaces));
  }

  public Request delete(Interfaces interfaces) {
    return new Request("delete neighbour " + this, message(Rtnetlink.RTM_DELNEIGH, 0, interfaces));
  }

  private Message message(int type, int flags, Interfaces interfaces) {
    MessageWriter writer =
        header(
            type, flags, Ip.family(address), interfaces.index(dev), state, proxy ? NTF_PROXY : 0);
    writer.address(NDA_DST, address);
    if (lladdr != null) {
      writer.bytes(NDA_LLADDR, lladdr.toBytes());
    }
    return writer.message();
  }

  /** All entries of the socket's namespace, proxies last. */
  public static List<Neighbour> dump(NetlinkSocket socket, Interfaces interfaces) {
    List<Neighbour> all = new ArrayList<>();
    for (int flags : List.of(0, NTF_PROXY)) {
      Message message = header(Rtnetlink.RTM_GETNEIGH, 0, 0, 0, 0, flags).message();
      for (Message entry : socket.dump(new Request("list neighbours", message))) {
        Neighbour neighbour = read(entry, interfaces);
        if (neighbour != null) {
          all.add(neighbour);
        }
      }
    }
    return all;
  }

  static @Nullable Neighbour read(Message message, Interfaces interfaces) {
    Attributes all = message.attributes(HEADER);
    InetAddress address = all.address(NDA_DST);
    if (address == null) {
      return null;
    }
    Attribute lladdr = all.find(NDA_LLADDR);
    boolean proxy = (message.body().get(10) & NTF_PROXY) != 0;
    return new Neighbour(
        address,
        lladdr != null && lladdr.value().remaining() == 6 ? MacAddress.of(lladdr.bytes()) : null,
        interfaces.name(message.body().getInt(4)),
        proxy ? 0 : Short.toUnsignedInt(message.body().getShort(8)),
        proxy);
  }

  /** A message that begins with {@code struct ndmsg}. */
  static MessageWriter header(int type, int flags, int family, int index, int state, int ntf) {
    return new MessageWriter(type, flags)
        .header8(family)
        .header8(0)
        .header16(0)
        .header32(index)
        .header16(state)
        .header8(ntf)
        .header8(0);
  }

  /** The arguments of {@code ip neighbour add}. */
  @Override
  public String toString() {
    return Tokens.join(
        proxy ? "proxy" : "",
        IpAddress.of(address).toString(),
        lladdr == null ? "" : "lladdr " + lladdr,
        dev.isEmpty() ? "" : "dev " + dev,
        proxy ? "" : "nud " + Names.NEIGHBOUR_STATE.word(state));
  }
}
