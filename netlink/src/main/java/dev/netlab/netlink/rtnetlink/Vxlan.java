package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A VXLAN tunnel (RFC 7348; IFLA_VXLAN_* of if_link.h).
 *
 * @param id the VNI, 24 bits
 * @param local the outer source address; null lets routing choose
 * @param remote the destination of frames that match no FDB entry, unicast or a multicast group;
 *     null for none
 * @param device the output device of the outer packets, empty to let routing choose
 * @param port the UDP port of both ends; the standard port is 4789
 * @param ttl the TTL of the outer header; 0 for the kernel's choice
 * @param learning whether FDB entries are learnt from received packets
 * @param udpChecksum whether the outer UDP header has a checksum
 */
public record Vxlan(
    int id,
    @Nullable InetAddress local,
    @Nullable InetAddress remote,
    String device,
    int port,
    int ttl,
    boolean learning,
    boolean udpChecksum,
    DontFragment df)
    implements LinkKind {
  private static final int IFLA_VXLAN_ID = 1;
  private static final int IFLA_VXLAN_GROUP = 2;
  private static final int IFLA_VXLAN_LINK = 3;
  private static final int IFLA_VXLAN_LOCAL = 4;
  private static final int IFLA_VXLAN_TTL = 5;
  private static final int IFLA_VXLAN_LEARNING = 7;
  private static final int IFLA_VXLAN_PORT = 15;
  private static final int IFLA_VXLAN_GROUP6 = 16;
  private static final int IFLA_VXLAN_LOCAL6 = 17;
  private static final int IFLA_VXLAN_UDP_CSUM = 18;
  private static final int IFLA_VXLAN_UDP_ZERO_CSUM6_TX = 19;
  private static final int IFLA_VXLAN_UDP_ZERO_CSUM6_RX = 20;
  private static final int IFLA_VXLAN_DF = 29;

  /** A tunnel on the standard port and otherwise with the kernel's defaults. */
  public static Vxlan of(int id, @Nullable InetAddress local, @Nullable InetAddress remote) {
    return new Vxlan(id, local, remote, "", 4789, 0, true, true, DontFragment.UNSET);
  }

  @Override
  public String kind() {
    return "vxlan";
  }

  /** A copy that does not learn: all stations come from configured FDB entries. */
  public Vxlan withoutLearning() {
    return new Vxlan(id, local, remote, device, port, ttl, false, udpChecksum, df);
  }

  void write(MessageWriter data, Interfaces interfaces) {
    data.u32(IFLA_VXLAN_ID, id);
    boolean six = isIpv6(local) || isIpv6(remote);
    if (remote != null) {
      data.address(six ? IFLA_VXLAN_GROUP6 : IFLA_VXLAN_GROUP, remote);
    }
    if (local != null) {
      data.address(six ? IFLA_VXLAN_LOCAL6 : IFLA_VXLAN_LOCAL, local);
    }
    if (!device.isEmpty()) {
      data.u32(IFLA_VXLAN_LINK, interfaces.index(device));
    }
    data.u8(IFLA_VXLAN_TTL, ttl)
        .u8(IFLA_VXLAN_LEARNING, learning ? 1 : 0)
        .be16(IFLA_VXLAN_PORT, port)
        .u8(IFLA_VXLAN_DF, df.number());
    if (six) {
      data.u8(IFLA_VXLAN_UDP_ZERO_CSUM6_TX, udpChecksum ? 0 : 1)
          .u8(IFLA_VXLAN_UDP_ZERO_CSUM6_RX, udpChecksum ? 0 : 1);
    } else {
      data.u8(IFLA_VXLAN_UDP_CSUM, udpChecksum ? 1 : 0);
    }
  }

  static Vxlan read(Attributes data, Interfaces interfaces) {
    InetAddress four = data.address(IFLA_VXLAN_LOCAL);
    InetAddress group = data.address(IFLA_VXLAN_GROUP);
    InetAddress local = four == null ? data.address(IFLA_VXLAN_LOCAL6) : four;
    InetAddress remote = group == null ? data.address(IFLA_VXLAN_GROUP6) : group;
    int link = data.u32(IFLA_VXLAN_LINK, 0);
    boolean six = isIpv6(local) || isIpv6(remote);
    return new Vxlan(
        data.u32(IFLA_VXLAN_ID, 0),
        local,
        remote,
        link == 0 ? "" : interfaces.name(link),
        data.be16(IFLA_VXLAN_PORT, 0),
        data.u8(IFLA_VXLAN_TTL, 0),
        data.u8(IFLA_VXLAN_LEARNING, 0) != 0,
        six ? data.u8(IFLA_VXLAN_UDP_ZERO_CSUM6_TX, 0) == 0 : data.u8(IFLA_VXLAN_UDP_CSUM, 0) != 0,
        DontFragment.of(data.u8(IFLA_VXLAN_DF, 0)));
  }

  private static boolean isIpv6(@Nullable InetAddress address) {
    return address != null && !(address instanceof Inet4Address);
  }
}
