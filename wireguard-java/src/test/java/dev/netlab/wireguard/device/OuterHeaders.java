package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.generic.DeviceFeatures;
import dev.netlab.netlink.generic.GenericFamily;
import dev.netlab.netlink.packet.CapturedPacket;
import dev.netlab.netlink.packet.PacketRing;
import dev.netlab.netlink.packet.RingOptions;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Protocol;
import dev.netlab.netlink.sys.Memory;
import dev.netlab.netlink.udp.Address;
import dev.netlab.netlink.udp.Endpoint;
import dev.netlab.netlink.udp.Fragmentation;
import dev.netlab.netlink.udp.SendBatch;
import dev.netlab.netlink.udp.UdpOptions;
import dev.netlab.netlink.udp.UdpSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A tunnel between two hosts, and the headers of all that one of them sends on the wire. */
final class OuterHeaders implements AutoCloseable {
  /** Which end begins, and over what. */
  enum Way {
    INITIATES_OVER_IPV4("192.168.50.", true),
    INITIATES_OVER_IPV6("fd50::", true),
    RESPONDS_OVER_IPV4("192.168.50.", false),
    RESPONDS_OVER_IPV6("fd50::", false);

    final String net;
    final boolean initiates;

    Way(String net, boolean initiates) {
      this.net = net;
      this.initiates = initiates;
    }

    String endpoint(int number) {
      String address = net + number;
      return (address.contains(":") ? "[" + address + "]" : address) + ":1000" + number;
    }
  }

  /** A datagram inside. */
  private record Inner(String to, int bytes, int tos, int ttl, Fragmentation fragmentation) {}

  private static final int DISCARD = 9;

  /** Nobody takes from it while packets are sent, so that its blocks must last. */
  private static final RingOptions RING =
      new RingOptions(0, 64, Duration.ofMillis(200), Optional.empty());

  private final Host a;
  private final Host b;
  private final Path folder;
  private final String aPublic;
  private final String bPublic;

  /**
   * Two hosts and a veth between them.
   *
   * @param folder for the keys
   */
  OuterHeaders(Path folder) throws IOException {
    this.folder = folder;
    a = Host.make("a");
    b = Host.make("b");
    Host.connect(a, b, "v0", "192.168.50");
    // What is seen shall be what a cable would carry: cut, and with its checksum.
    withoutOffloads(a);
    withoutOffloads(b);
    aPublic = generate("a");
    bPublic = generate("b");
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }

  private static void withoutOffloads(Host host) {
    try (NetlinkSocket socket = NetlinkSocket.open(Protocol.GENERIC, host.namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
      for (DeviceFeatures features : DeviceFeatures.dump(socket, family)) {
        if (features.device().equals("v0")) {
          socket.execute(List.of(DeviceFeatures.off(family, "v0", features.changeable())));
        }
      }
    }
  }

  private String generate(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), Shell.run("wg genkey"));
    return Shell.run(List.of("sh", "-c", "wg pubkey < " + file)).strip();
  }

  /** DSCP and ECN, DF, TTLs, and the lengths around what padding and the MTU do. */
  private static List<Inner> traffic() {
    List<Inner> all = new ArrayList<>();
    for (String to : List.of("10.1.0.2", "fd01::2")) {
      for (int tos : new int[] {0, 1, 2, 0xb8, 0xbb}) {
        all.add(new Inner(to, 56, tos, 33, Fragmentation.ALLOWED));
      }
      all.add(new Inner(to, 56, 0, 255, Fragmentation.REFUSED));
      for (int bytes : new int[] {0, 1, 3, 4, 5, 19, 20, 21, 1363, 1364, 1371, 1372}) {
        all.add(new Inner(to, bytes, 0, 64, Fragmentation.ALLOWED));
      }
      for (int bytes : new int[] {1391, 1392, 1400, 4000}) { // some in parts
        all.add(new Inner(to, bytes, 0, 64, Fragmentation.ALLOWED));
      }
    }
    return all;
  }

  /** An initiation or response, 20 packets of IPv4 and 2 + 3 parts, 18 of IPv6 and 3 * 2 + 3. */
  static final int MESSAGES = 1 + 20 + 5 + 18 + 9;

  /**
   * What host a sends of a traffic of all kinds, its device being of that kind ({@link
   * OtherSide#start}): the handshake's message, once, and the data.
   */
  List<OuterHeader> sent(String kind, String other, Way way) throws IOException {
    try (OtherSide _ = OtherSide.start(kind, a);
        OtherSide _ = OtherSide.start(other, b);
        PacketRing ring = a.namespace.call(() -> PacketRing.open(RING));
        UdpSocket _ = a.namespace.call(() -> UdpSocket.open(UdpOptions.ipv4(DISCARD)));
        UdpSocket _ = b.namespace.call(() -> UdpSocket.open(UdpOptions.ipv4(DISCARD)));
        UdpSocket _ = b.namespace.call(() -> UdpSocket.open(UdpOptions.ipv6(DISCARD)))) {
      configure(a, 1, bPublic, way.initiates ? way.endpoint(2) : "");
      configure(b, 2, aPublic, way.initiates ? "" : way.endpoint(1));
      if (!way.initiates) {
        send(b, new Inner("10.1.0.1", 0, 0, 64, Fragmentation.ALLOWED));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Interop.transfer(a)[0] > 148);
      }
      traffic().forEach(inner -> send(a, inner));
      List<OuterHeader> out = new ArrayList<>();
      List<OuterHeader> in = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                ring.drain(packet -> sort(packet, out, in));
                assertThat(withoutRepeats(out)).hasSizeGreaterThanOrEqualTo(MESSAGES);
              });
      assertThat(Interop.transfer(a)[1]).isEqualTo(bytes(out));
      return withoutRepeats(out);
    }
  }

  /** On a slow machine handshakes are tried again and keepalives are sent. */
  private static List<OuterHeader> withoutRepeats(List<OuterHeader> all) {
    return all.stream().filter(header -> !header.isKeepalive()).distinct().toList();
  }

  private static void sort(CapturedPacket packet, List<OuterHeader> out, List<OuterHeader> in) {
    boolean udp =
        packet.linkType() == CapturedPacket.ETHERNET
            && switch (packet.data().getShort(12)) {
              case 0x0800 -> packet.data().get(14 + 9) == 17;
              case (short) 0x86dd -> packet.data().get(14 + 6) == 17;
              default -> false;
            };
    if (udp) {
      (packet.type().isOutgoing() ? out : in).add(OuterHeader.of(packet.data()));
    }
  }

  /** As {@code wg} counts: UDP payloads. */
  private static long bytes(List<OuterHeader> headers) {
    return headers.stream().mapToLong(header -> header.length() - 8).sum();
  }

  private static void send(Host host, Inner inner) {
    Address to = Address.parse(inner.to);
    UdpOptions any =
        switch (to.family()) {
          case IPV4 -> UdpOptions.ipv4(0);
          case IPV6 -> UdpOptions.ipv6(0);
        };
    try (UdpSocket socket = host.namespace.call(() -> UdpSocket.open(any))) {
      socket.fragmentation(inner.fragmentation);
      SendBatch batch = new SendBatch(1, 1).to(new Endpoint(to, DISCARD));
      batch
          .tos(inner.tos)
          .ttl(inner.ttl)
          .data(Memory.allocate(Math.max(1, inner.bytes)), 0, inner.bytes);
      assertThat(socket.send(batch)).isEqualTo(1);
    }
  }

  private void configure(Host host, int number, String peer, String endpoint) throws IOException {
    String other = String.valueOf(3 - number);
    Path file =
        Files.writeString(
            folder.resolve("conf"),
            "[Interface]\nPrivateKey = %s\nListenPort = 1000%d\n"
                    .formatted(Files.readString(folder.resolve(number == 1 ? "a" : "b")), number)
                + "[Peer]\nPublicKey = %s\nAllowedIPs = 10.1.0.%s/32, fd01::%s/128\n"
                    .formatted(peer, other, other)
                + (endpoint.isEmpty() ? "" : "Endpoint = " + endpoint + "\n"));
    host.run("wg setconf wg0 " + file);
    host.ip("link set wg0 mtu 1420");
    Interop.address(host, number);
  }
}
