package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.netlink.afpacket.CapturedPacket;
import dev.netlab.netlink.afpacket.PacketRing;
import dev.netlab.netlink.afpacket.RingOptions;
import dev.netlab.netlink.genetlink.DeviceFeatures;
import dev.netlab.netlink.genetlink.GenericFamily;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.udp.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A tunnel between two hosts, and the headers of all that is sent on the wire between them. */
final class OuterHeaders implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What one end sends: its message of the handshake, and {@link InnerPacket#all}. */
  static final int MESSAGES = 1 + InnerPacket.COMMON + InnerPacket.CONGESTED;

  /** What each end sent. */
  record Sent(List<OuterHeader> initiator, List<OuterHeader> responder) {}

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
    aPublic = KeyFile.generate(folder.resolve("a")).publicKey();
    bPublic = KeyFile.generate(folder.resolve("b")).publicKey();
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }

  private static void withoutOffloads(Host host) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.GENERIC, host.namespace)) {
      GenericFamily family = GenericFamily.resolve(socket, DeviceFeatures.FAMILY);
      for (DeviceFeatures features : DeviceFeatures.dump(socket, family)) {
        if (features.device().equals("v0")) {
          socket.execute(List.of(DeviceFeatures.off(family, "v0", features.changeable())));
        }
      }
    }
  }

  /**
   * First the initiator sends a traffic of all kinds, then the responder. What {@code wg} counts is
   * what is on the wire.
   *
   * @param initiator its kind, for {@link OtherSide#start}; it is always host a
   * @param responder its kind
   * @param outside what carries the datagrams
   */
  Sent sent(String initiator, String responder, Family outside) throws IOException {
    try (OtherSide _ = OtherSide.start(initiator, a);
        OtherSide _ = OtherSide.start(responder, b);
        PacketRing ring = a.namespace.call(() -> PacketRing.open(RingOptions.EVERY_INTERFACE));
        InnerPacket.Sockets fromA = InnerPacket.Sockets.open(a, 2);
        InnerPacket.Sockets fromB = InnerPacket.Sockets.open(b, 1)) {
      configure(b, 2, aPublic, "");
      configure(a, 1, bPublic, outside == Family.IPV4 ? "192.168.50.2:10002" : "[fd50::2]:10002");
      // No initiation shall be lost: it would be on the wire, but not in the responder's count.
      String listening = outside == Family.IPV4 ? "0.0.0.0:10002" : "[::]:10002";
      Awaitility.await().atMost(PATIENCE).until(() -> b.run("ss -Hlun").contains(listening));
      List<OuterHeader> out = new ArrayList<>();
      List<OuterHeader> in = new ArrayList<>();
      for (InnerPacket packet : InnerPacket.all()) {
        fromA.send(packet);
        ring.drain(frame -> sort(frame, out, in));
      }
      awaitAll(ring, out, in, out);
      for (InnerPacket packet : InnerPacket.all()) {
        fromB.send(packet);
        ring.drain(frame -> sort(frame, out, in));
      }
      awaitAll(ring, out, in, in);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                ring.drain(frame -> sort(frame, out, in));
                assertThat(WireGuardPair.transfer(b)).containsExactly(bytes(out), bytes(in));
                // Of responses only the one to the last initiation is taken, and counted.
                List<OuterHeader> taken = in.stream().distinct().toList();
                assertThat(WireGuardPair.transfer(a)).containsExactly(bytes(taken), bytes(out));
              });
      return new Sent(withoutRepeats(out), withoutRepeats(in));
    }
  }

  private static void awaitAll(
      PacketRing ring, List<OuterHeader> out, List<OuterHeader> in, List<OuterHeader> of) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              ring.drain(frame -> sort(frame, out, in));
              assertThat(withoutRepeats(of)).hasSizeGreaterThanOrEqualTo(MESSAGES);
            });
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
    WireGuardPair.address(host, number);
  }
}
