package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.udp.Family;
import dev.netlab.netlink.udp.Fragmentation;
import dev.netlab.netlink.udp.SendBatch;
import dev.netlab.netlink.udp.UdpEndpoint;
import dev.netlab.netlink.udp.UdpOptions;
import dev.netlab.netlink.udp.UdpSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A UDP datagram to be sent through a tunnel, whose MTU is 1420.
 *
 * @param bytes of its payload
 * @param tos or traffic class
 * @param ttl or hop limit
 */
record InnerPacket(Family family, int bytes, int tos, int ttl, Fragmentation fragmentation) {
  /** Nobody listens there for long: the port of RFC 863. */
  private static final int DISCARD = 9;

  /** How many packets {@link #all} makes, parts too: 19 and 5 of IPv4, 17 and 9 of IPv6. */
  static final int COMMON = 19 + 5 + 17 + 9;

  /** And how many of those follow that met congestion. */
  static final int CONGESTED = 2;

  /** DSCP and ECN, DF, TTLs, and the lengths around what padding and the MTU do. */
  static List<InnerPacket> all() {
    List<InnerPacket> all = new ArrayList<>();
    for (Family family : Family.values()) {
      for (int tos : new int[] {0, 1, 2, 0xb8}) {
        all.add(new InnerPacket(family, 56, tos, 33, Fragmentation.ALLOWED));
      }
      all.add(new InnerPacket(family, 56, 0, 255, Fragmentation.REFUSED));
      for (int bytes : new int[] {0, 1, 3, 4, 5, 19, 20, 21, 1363, 1364, 1371, 1372}) {
        all.add(new InnerPacket(family, bytes, 0, 64, Fragmentation.ALLOWED));
      }
      for (int bytes : new int[] {1391, 1392, 1400, 4000}) { // some in parts
        all.add(new InnerPacket(family, bytes, 0, 64, Fragmentation.ALLOWED));
      }
    }
    for (Family family : Family.values()) {
      all.add(new InnerPacket(family, 56, 0xbb, 33, Fragmentation.ALLOWED));
    }
    return all;
  }

  /**
   * The sockets that send all of them from one host, and take what comes there.
   *
   * @param other the number of the host at the tunnel's other end
   */
  record Sockets(UdpSocket four, UdpSocket six, int other) implements AutoCloseable {
    static Sockets open(Host host, int other) {
      return host.namespace.call(
          () ->
              new Sockets(
                  UdpSocket.open(UdpOptions.ipv4(DISCARD)),
                  UdpSocket.open(UdpOptions.ipv6(DISCARD)),
                  other));
    }

    void send(InnerPacket packet) {
      switch (packet.family) {
        case IPV4 -> packet.send(four, "10.1.0." + other);
        case IPV6 -> packet.send(six, "fd01::" + other);
      }
    }

    @Override
    public void close() {
      four.close();
      six.close();
    }
  }

  private void send(UdpSocket socket, String to) {
    socket.fragmentation(fragmentation);
    SendBatch batch = new SendBatch(1, 1).to(new UdpEndpoint(IpAddress.parse(to), DISCARD));
    batch.tos(tos).ttl(ttl).data(Memory.allocate(Math.max(1, bytes)), 0, bytes);
    assertThat(socket.send(batch)).isEqualTo(1);
  }
}
