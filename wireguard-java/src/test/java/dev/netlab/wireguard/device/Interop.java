package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What must hold between ours and every other side. */
abstract class Interop extends WireGuardPair {
  Interop(String kind) {
    super(kind);
  }

  @Test
  void weInitiate() {
    aKnowsB("192.168.50.2:10002");
    assertThat(pings(a, 3, "10.1.0.2")).isEqualTo(3);
    assertThat(pings(a, 3, "fd01::2")).isEqualTo(3);
    assertThat(pings(b, 3, "10.1.0.1")).isEqualTo(3);
    assertThat(endpoint(b)).isEqualTo("192.168.50.1:10001");
    assertThat(handshake(a)).isCloseTo(Instant.now().getEpochSecond(), within(60L));
  }

  @Test
  void theOtherSideInitiates() {
    bKnowsA("192.168.50.1:10001");
    assertThat(pings(b, 3, "10.1.0.1")).isEqualTo(3);
    assertThat(pings(b, 3, "fd01::1")).isEqualTo(3);
    assertThat(pings(a, 3, "10.1.0.2")).isEqualTo(3);
    assertThat(endpoint(a)).isEqualTo("192.168.50.2:10002");
  }

  @Test
  void tunnelsRunOverIpv6() {
    aKnowsB("[fd50::2]:10002");
    assertThat(pings(a, 3, "10.1.0.2")).isEqualTo(3);
    assertThat(pings(b, 3, "fd01::1")).isEqualTo(3);
    assertThat(endpoint(b)).isEqualTo("[fd50::1]:10001");
  }

  @Test
  void bothSidesCountTheSameBytes() {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    long[] before = transfer(a);
    // 1372 bytes and headers make 1400 of IP, 1408 padded, 1440 of datagram.
    assertThat(pings(a, 10, "-s 1372 10.1.0.2")).isEqualTo(10);
    long[] after = transfer(a);
    assertThat(after[0] - before[0]).isEqualTo(10 * 1440);
    assertThat(after[1] - before[1]).isEqualTo(10 * 1440);
    assertThat(transfer(b)).containsExactly(after[1], after[0]);
    // 1428 bytes need two packets: 1420, which the MTU keeps from padding, and 56, padded to 64.
    assertThat(pings(a, 10, "-s 1428 10.1.0.2")).isEqualTo(10);
    long[] last = transfer(a);
    assertThat(last[0] - after[0]).isEqualTo(10 * (1452 + 96));
    assertThat(last[1] - after[1]).isEqualTo(10 * (1452 + 96));
    assertThat(transfer(b)).containsExactly(last[1], last[0]);
  }

  @Test
  void eitherSideMayMove() {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    a.ipBatch("addr flush dev v0 scope global", "addr add 192.168.50.11/24 dev v0");
    assertThat(pings(a, 3, "10.1.0.2")).isEqualTo(3);
    assertThat(endpoint(b)).isEqualTo("192.168.50.11:10001");
    b.ipBatch("addr flush dev v0 scope global", "addr add 192.168.50.22/24 dev v0");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(ping(b, "-c 1 -W 1 10.1.0.1")).isEqualTo(1));
    assertThat(endpoint(a)).isEqualTo("192.168.50.22:10002");
    b.run("wg set wg0 listen-port 10099");
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(ping(b, "-c 1 -W 1 10.1.0.1")).isEqualTo(1));
    assertThat(endpoint(a)).isEqualTo("192.168.50.22:10099");
  }

  @Test
  void keysMayChangeWhileTrafficFlows() throws IOException {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    Path psk = Files.writeString(keys.resolve("psk"), Shell.run("wg genpsk"));
    a.run("wg set wg0 peer " + bPublic + " preshared-key " + psk);
    b.run("wg set wg0 peer " + aPublic + " preshared-key " + psk);
    assertThat(pings(a, 2, "10.1.0.2")).isEqualTo(2);
    String before = aPublic;
    aPublic = generate("a2");
    b.run("wg set wg0 peer " + before + " remove");
    b.run(
        "wg set wg0 peer "
            + aPublic
            + " preshared-key "
            + psk
            + " allowed-ips 10.1.0.1/32,fd01::1/128");
    a.run("wg set wg0 private-key " + keys.resolve("a2"));
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(ping(a, "-c 1 -W 1 10.1.0.2")).isEqualTo(1));
  }

  @Test
  void sessionsAreRenewedWithoutLoss() {
    ours.close();
    long start = DeviceClock.BOOT.nanos();
    // A minute of ours is three seconds of the world's: a session is renewed every six, and three
    // more are left for the handshake, which an emulated processor needs.
    ours = startOurs(() -> start + (DeviceClock.BOOT.nanos() - start) * 20);
    a.run(
        "wg set wg0 private-key %s listen-port 10001 peer %s allowed-ips 10.1.0.2/32 endpoint %s"
            .formatted(keys.resolve("a"), bPublic, "192.168.50.2:10002"));
    address(a, 1);
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    long first = handshake(a);
    assertThat(ping(a, "-c 120 -i 0.15 10.1.0.2")).isEqualTo(120);
    assertThat(handshake(a)).isGreaterThanOrEqualTo(first + 5);
  }

  @Test
  void persistentKeepalivesNeedNoData() {
    aKnowsB("192.168.50.2:10002");
    a.run("wg set wg0 peer " + bPublic + " persistent-keepalive 1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(handshake(b)).isNotZero());
    long before = transfer(b)[0];
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(transfer(b)[0] - before).isGreaterThanOrEqualTo(96));
  }

  @Test
  void tcpRunsBothWays() throws IOException {
    aKnowsB("192.168.50.2:10002");
    int port = 5200;
    for (String arguments : List.of("", "-R", "-P 4", "-P 50", "-6 -R", "-u -b 20M")) {
      // A port for each, so that no server meets what is left of the run before.
      String own = ":" + ++port;
      Process server = Shell.start(b.command("iperf3", "-s", "-1", "-p", Integer.toString(port)));
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> b.run("ss -Hltn").contains(own));
        String to = arguments.contains("-6") ? "fd01::2" : "10.1.0.2";
        String json =
            a.run("iperf3 -J -n 1M -c %s -p %d %s".formatted(to, port, arguments).strip());
        Matcher bytes =
            Pattern.compile("\"sum_(?:received|sent)\":\\s*\\{[^}]*\"bytes\":\\s*(\\d+)")
                .matcher(json);
        assertThat(bytes.find()).as(json).isTrue();
        assertThat(Long.parseLong(bytes.group(1))).as(arguments).isGreaterThanOrEqualTo(1_000_000);
      } finally {
        server.descendants().forEach(ProcessHandle::destroy);
        server.destroy();
      }
    }
  }

  @Test
  void datagramsOfEverySizeArriveInOrder() throws IOException {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    Datagrams.arrive(a, b, "10.1.0.2");
    Datagrams.arrive(b, a, "10.1.0.1");
    Datagrams.arrive(a, b, "fd01::2");
    Datagrams.arrive(b, a, "fd01::1");
  }
}
