package dev.netlab.netlink.afpacket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.netlab.netlink.TestNamespace;
import dev.netlab.netlink.afpacket.CapturedPacket.Checksum;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Poller;
import dev.netlab.netlink.tun.TunDevice;
import dev.netlab.netlink.tun.TunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacketRingIT {
  private TestNamespace left;
  private TestNamespace right;

  private record Kept(CapturedPacket packet, String hex) {
    static Kept of(CapturedPacket packet) {
      return new Kept(packet, HexFormat.of().formatHex(packet.bytes()));
    }
  }

  @BeforeEach
  void make() {
    left = new TestNamespace();
    right = new TestNamespace();
    left.join(right);
  }

  @AfterEach
  void remove() {
    left.close();
    right.close();
  }

  private static PacketRing open(TestNamespace namespace, RingOptions options) {
    return namespace.call(() -> PacketRing.open(options));
  }

  private static int index(TestNamespace namespace, String name) {
    return Integer.parseInt(namespace.sh("cat /sys/class/net/" + name + "/ifindex").strip());
  }

  private static BpfProgram filter(TestNamespace namespace, String expression) {
    return BpfProgram.parse(namespace.sh("tcpdump -i eth0 -ddd " + expression));
  }

  private static void awaitLine(BufferedReader from, String part) throws IOException {
    String line = from.readLine();
    while (line != null && !line.contains(part)) {
      line = from.readLine();
    }
    assertThat(line).contains(part);
  }

  private static List<Kept> receive(PacketRing ring, int count) {
    List<Kept> kept = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              ring.drain(packet -> kept.add(Kept.of(packet)));
              return kept.size() >= count;
            });
    return kept;
  }

  @Test
  void seesTheSameBytesAndTimesAsTcpdump() throws Exception {
    BpfProgram icmp = filter(right, "icmp");
    Process tcpdump = right.start("tcpdump -i eth0 -n -xx -tt --nano -c 4 -l icmp");
    var out = tcpdump.inputReader();
    awaitLine(out, "listening");
    RingOptions options = RingOptions.EVERY_INTERFACE.withFilter(icmp);
    try (PacketRing ring = open(right, options)) {
      left.sh("ping -c 2 -i 0.02 -s 100 10.0.0.2");
      List<Kept> kept = receive(ring, 4);
      List<String> dump = out.readAllLines();
      StringBuilder mine = new StringBuilder();
      StringBuilder theirs = new StringBuilder();
      for (String line : dump) {
        if (line.startsWith("\t0x")) {
          theirs.append(line.substring(line.indexOf(':') + 1).replace(" ", ""));
        } else if (line.contains("ICMP")) {
          theirs.append('\n').append(line, 0, line.indexOf(' ')).append(' ');
        }
      }
      for (Kept each : kept) {
        long nanos = each.packet.nanos();
        mine.append(
            "\n%d.%09d %s".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000, each.hex));
        assertThat(each.packet.interfaceIndex()).isEqualTo(index(right, "eth0"));
        assertThat(each.packet.linkType()).isEqualTo(CapturedPacket.ETHERNET);
        assertThat(each.packet.originalLength()).isEqualTo(142);
        assertThat(Instant.ofEpochSecond(0, nanos))
            .isBetween(Instant.now().minusSeconds(60), Instant.now());
      }
      assertThat(mine).hasToString(theirs.toString());
      assertThat(kept)
          .extracting(each -> each.packet.type())
          .containsExactly(
              PacketType.HOST, PacketType.OUTGOING, PacketType.HOST, PacketType.OUTGOING);
      assertThat(ring.statistics()).isEqualTo(new PacketRing.Statistics(4, 0));
    }
    tcpdump.waitFor();
  }

  @Test
  void putsTheVlanTagBack() {
    String hex = "ffffffffffff" + "020000000001" + "8100a005" + "88b5" + "00".repeat(46);
    try (TunDevice tap = right.call(() -> TunDevice.open(TunOptions.tap("tap0")))) {
      right.ip("link set tap0 up");
      RingOptions options = RingOptions.EVERY_INTERFACE.onInterface(tap.index());
      try (PacketRing ring = open(right, options)) {
        byte[] frame = HexFormat.of().parseHex(hex);
        tap.write(Memory.allocate(frame.length).put(0, frame));
        await().until(() -> receive(ring, 1).stream().anyMatch(kept -> kept.hex.equals(hex)));
      }
    }
  }

  @Test
  void takesSuperFramesWholeAndTellsUnfinishedChecksums() throws Exception {
    Process server = right.start("iperf3 -s -1 -p 5201 --forceflush");
    awaitLine(server.inputReader(), "listening");
    RingOptions options = RingOptions.EVERY_INTERFACE.withFilter(filter(right, "tcp"));
    try (PacketRing ring = open(right, options.withBlocks(64))) {
      CompletableFuture<String> client =
          CompletableFuture.supplyAsync(() -> left.sh("iperf3 -c 10.0.0.2 -p 5201 -n 4M"));
      List<Integer> lengths = new ArrayList<>();
      List<Checksum> checksums = new ArrayList<>();
      Poller poller = new Poller();
      poller.add(ring.fd());
      while (!client.isDone()) {
        poller.poll(20);
        ring.drain(
            packet -> {
              assertThat(packet.data().remaining()).isEqualTo(packet.originalLength());
              lengths.add(packet.originalLength());
              checksums.add(packet.checksum());
            });
      }
      client.join();
      poller.close();
      assertThat(lengths).anyMatch(length -> length > 10_000);
      assertThat(checksums).contains(Checksum.NOT_READY);
    }
    server.waitFor();
  }

  @Test
  void countsWhatFoundNoRoom() {
    try (PacketRing ring = open(right, RingOptions.EVERY_INTERFACE.withBlocks(2))) {
      left.sh("ping -f -c 400 -s 1400 10.0.0.2");
      assertThat(ring.statistics().dropped()).isPositive();
      List<Kept> kept = new ArrayList<>();
      ring.drain(packet -> kept.add(Kept.of(packet)));
      PacketRing.Statistics statistics = ring.statistics();
      assertThat(statistics.seen() - statistics.dropped())
          .isGreaterThanOrEqualTo(kept.size())
          .isLessThan(400);
    }
  }

  @Test
  void aFilterCutsPackets() {
    BpfProgram first60 = filter(right, "-s 60 icmp");
    try (PacketRing ring = open(right, RingOptions.EVERY_INTERFACE.withFilter(first60))) {
      left.sh("ping -c 1 -s 1000 10.0.0.2");
      assertThat(receive(ring, 2))
          .allMatch(k -> k.packet.originalLength() == 1042 && k.hex.length() == 2 * 60);
    }
  }

  @Test
  void interfacesAreNamedByTheirIndex() {
    try (PacketRing ring = open(left, RingOptions.EVERY_INTERFACE)) {
      assertThat(ring.interfaceName(index(left, "eth0"))).hasValue("eth0");
      assertThat(ring.interfaceName(4711)).isEmpty();
    }
  }
}
