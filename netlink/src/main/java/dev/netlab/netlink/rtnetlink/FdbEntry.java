package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Attribute;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a bridge's or a VXLAN's forwarding database, which determines where frames to a
 * station go ({@code struct ndmsg} of family AF_BRIDGE, linux/neighbour.h).
 *
 * @param station the frames' destination; all zeros in a VXLAN stands for every unknown station
 * @param dev the bridge port or VXLAN device, empty if not specified
 * @param holder the owner of the database
 * @param lasting whether the entry is local, static or ages out
 * @param destination for a VXLAN: the remote; null for a bridge's entry
 * @param vni for a VXLAN: the VNI to send with, 0 for the device's VNI
 * @param port for a VXLAN: the UDP port to send to, 0 for the device's port
 * @param vlan for a bridge: the VLAN, 0 for none
 */
public record FdbEntry(
    MacAddress station,
    String dev,
    Holder holder,
    Lasting lasting,
    @Nullable InetAddress destination,
    int vni,
    int port,
    int vlan) {
  /** NTF_SELF: the device itself; NTF_MASTER: the bridge that the device is a port of. */
  public enum Holder {
    SELF,
    MASTER
  }

  /** PERMANENT: a bridge's own (local) address; STATIC: never ages out; DYNAMIC: ages out. */
  public enum Lasting {
    PERMANENT,
    STATIC,
    DYNAMIC
  }

  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NDA_VLAN = 5;
  private static final int NDA_PORT = 6;
  private static final int NDA_VNI = 7;
  private static final int NTF_SELF = 0x02;
  private static final int NTF_MASTER = 0x04;
  private static final int NUD_REACHABLE = 0x02;
  private static final int NUD_NOARP = 0x40;
  private static final int NUD_PERMANENT = 0x80;
  private static final int HEADER = 12;

  /**
   * Parses the arguments of {@code bridge fdb add}: {@code 00:00:00:00:00:02 dev vxlan10 dst
   * 192.168.16.2 self}. The device is optional; self and permanent are the defaults.
   *
   * @throws SyntaxException naming the word that is not understood
   */
  public static FdbEntry parse(String text) {
    return FdbSyntax.parse(text);
  }

  /**
   * Whether there may be several entries for the station. A VXLAN sends a copy to each remote for a
   * group, and for unknown stations.
   */
  public boolean isOneOfMany() {
    return destination != null
        && holder == Holder.SELF
        && (station.isMulticast() || station.bits() == 0);
  }

  /** Adds the entry; fails with EEXIST if the station is known. */
  public Request add(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
    return new Request("add fdb entry " + this, message(Rtnetlink.RTM_NEWNEIGH, flags, interfaces));
  }

  /**
   * Adds the entry or replaces the existing one for the station, which a bridge may have learnt.
   */
  public Request replace(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE;
    return new Request(
        "replace fdb entry " + this, message(Rtnetlink.RTM_NEWNEIGH, flags, interfaces));
  }

  /** Adds another destination to the existing ones (all zeros or multicast in a VXLAN). */
  public Request append(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_APPEND;
    return new Request(
        "append fdb entry " + this, message(Rtnetlink.RTM_NEWNEIGH, flags, interfaces));
  }

  public Request delete(Interfaces interfaces) {
    return new Request("delete fdb entry " + this, message(Rtnetlink.RTM_DELNEIGH, 0, interfaces));
  }

  private Message message(int type, int flags, Interfaces interfaces) {
    int state =
        switch (lasting) {
          case PERMANENT -> NUD_NOARP | NUD_PERMANENT;
          case STATIC -> NUD_NOARP | NUD_REACHABLE;
          case DYNAMIC -> NUD_REACHABLE;
        };
    int ntf = holder == Holder.SELF ? NTF_SELF : NTF_MASTER;
    MessageWriter writer =
        Neighbour.header(type, flags, Const.AF_BRIDGE, interfaces.index(dev), state, ntf);
    writer.bytes(NDA_LLADDR, station.toBytes());
    if (destination != null) {
      writer.address(NDA_DST, destination);
    }
    if (vlan != 0) {
      writer.u16(NDA_VLAN, vlan);
    }
    if (port != 0) {
      writer.be16(NDA_PORT, port);
    }
    if (vni != 0) {
      writer.u32(NDA_VNI, vni);
    }
    return writer.message();
  }

  /** All entries of all bridges and VXLAN devices of the socket's namespace. */
  public static List<FdbEntry> dump(NetlinkSocket socket, Interfaces interfaces) {
    Message message =
        Neighbour.header(Rtnetlink.RTM_GETNEIGH, 0, Const.AF_BRIDGE, 0, 0, 0).message();
    List<FdbEntry> entries = new ArrayList<>();
    for (Message entry : socket.dump(new Request("list fdb entries", message))) {
      FdbEntry read = read(entry, interfaces);
      if (read != null) {
        entries.add(read);
      }
    }
    return entries;
  }

  static @Nullable FdbEntry read(Message message, Interfaces interfaces) {
    Attributes all = message.attributes(HEADER);
    Attribute station = all.find(NDA_LLADDR);
    if (station == null || station.value().remaining() != 6) {
      return null;
    }
    int state = Short.toUnsignedInt(message.body().getShort(8));
    int ntf = Byte.toUnsignedInt(message.body().get(10));
    return new FdbEntry(
        MacAddress.of(station.bytes()),
        interfaces.name(message.body().getInt(4)),
        (ntf & NTF_SELF) != 0 ? Holder.SELF : Holder.MASTER,
        (state & NUD_PERMANENT) != 0
            ? Lasting.PERMANENT
            : (state & NUD_NOARP) != 0 ? Lasting.STATIC : Lasting.DYNAMIC,
        all.address(NDA_DST),
        all.u32(NDA_VNI, 0),
        all.be16(NDA_PORT, 0),
        all.u16(NDA_VLAN, 0));
  }

  /** The arguments of {@code bridge fdb add}. */
  @Override
  public String toString() {
    return Tokens.join(
        station.toString(),
        dev.isEmpty() ? "" : "dev " + dev,
        destination == null ? "" : "dst " + IpAddress.of(destination),
        vni == 0 ? "" : "vni " + vni,
        port == 0 ? "" : "port " + port,
        vlan == 0 ? "" : "vlan " + vlan,
        switch (holder) {
          case SELF -> "self";
          case MASTER -> "master";
        },
        switch (lasting) {
          case PERMANENT -> "permanent";
          case STATIC -> "static";
          case DYNAMIC -> "dynamic";
        });
  }
}
