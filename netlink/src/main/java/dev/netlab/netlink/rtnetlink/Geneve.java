package dev.netlab.netlink.rtnetlink;

import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * A GENEVE tunnel to one remote (RFC 8926; IFLA_GENEVE_* of if_link.h) that carries Ethernet
 * frames.
 *
 * @param id the VNI, 24 bits
 * @param remote the other end
 * @param port the remote's UDP port; the standard port is 6081
 * @param ttl the TTL of the outer header; 0 for the kernel's choice
 * @param tos the TOS of the outer header; 1 to copy the inner packet's
 * @param udpChecksum whether the outer UDP header has a checksum
 */
public record Geneve(
    int id, InetAddress remote, int port, int ttl, int tos, boolean udpChecksum, DontFragment df)
    implements LinkKind {
  private static final int IFLA_GENEVE_ID = 1;
  private static final int IFLA_GENEVE_REMOTE = 2;
  private static final int IFLA_GENEVE_TTL = 3;
  private static final int IFLA_GENEVE_TOS = 4;
  private static final int IFLA_GENEVE_PORT = 5;
  private static final int IFLA_GENEVE_REMOTE6 = 7;
  private static final int IFLA_GENEVE_UDP_CSUM = 8;
  private static final int IFLA_GENEVE_UDP_ZERO_CSUM6_TX = 9;
  private static final int IFLA_GENEVE_UDP_ZERO_CSUM6_RX = 10;
  private static final int IFLA_GENEVE_DF = 13;

  /** A tunnel on the standard port with checksums and otherwise the kernel's defaults. */
  public static Geneve of(int id, InetAddress remote) {
    return new Geneve(id, remote, 6081, 0, 0, true, DontFragment.UNSET);
  }

  @Override
  public String kind() {
    return "geneve";
  }

  /** A copy with another port. */
  public Geneve withPort(int number) {
    return new Geneve(id, remote, number, ttl, tos, udpChecksum, df);
  }

  void write(MessageWriter data) {
    data.u32(IFLA_GENEVE_ID, id)
        .u8(IFLA_GENEVE_TTL, ttl)
        .u8(IFLA_GENEVE_TOS, tos)
        .be16(IFLA_GENEVE_PORT, port)
        .u8(IFLA_GENEVE_DF, df.number());
    if (remote instanceof Inet4Address) {
      data.address(IFLA_GENEVE_REMOTE, remote).u8(IFLA_GENEVE_UDP_CSUM, udpChecksum ? 1 : 0);
    } else {
      data.address(IFLA_GENEVE_REMOTE6, remote)
          .u8(IFLA_GENEVE_UDP_ZERO_CSUM6_TX, udpChecksum ? 0 : 1)
          .u8(IFLA_GENEVE_UDP_ZERO_CSUM6_RX, udpChecksum ? 0 : 1);
    }
  }

  static LinkKind read(Attributes data) {
    InetAddress four = data.address(IFLA_GENEVE_REMOTE);
    InetAddress remote = four == null ? data.address(IFLA_GENEVE_REMOTE6) : four;
    if (remote == null) {
      return new Unknown("geneve", data);
    }
    return new Geneve(
        data.u32(IFLA_GENEVE_ID, 0),
        remote,
        data.be16(IFLA_GENEVE_PORT, 0),
        data.u8(IFLA_GENEVE_TTL, 0),
        data.u8(IFLA_GENEVE_TOS, 0),
        four == null
            ? data.u8(IFLA_GENEVE_UDP_ZERO_CSUM6_TX, 0) == 0
            : data.u8(IFLA_GENEVE_UDP_CSUM, 0) != 0,
        DontFragment.of(data.u8(IFLA_GENEVE_DF, 0)));
  }
}
