package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ours in host a against another WireGuard in host b, both configured by {@code wg}. Whatever this
 * asks must hold for every other side.
 */
abstract class Interop {
  private static final Pattern LOSS =
      Pattern.compile("(\\d+) packets transmitted, (\\d+) received");

  private final String kind;
  Host a;
  Host b;
  String aPublic;
  String bPublic;
  WireGuardDevice ours;
  @TempDir Path keys;
  @RegisterExtension final Made made = new Made();

  Interop(String kind) {
    this.kind = kind;
  }

  @BeforeEach
  void make() throws IOException {
    a = made.later(Host.make("a"));
    b = made.later(Host.make("b"));
    Host.connect(a, b, "v0", "192.168.50");
    ours = startOurs(DeviceClock.BOOT);
    made.later(OtherSide.start(kind, b));
    aPublic = generate("a");
    bPublic = generate("b");
    String set = "wg set wg0 private-key %s listen-port %d peer %s allowed-ips %s";
    a.run(set.formatted(keys.resolve("a"), 10001, bPublic, "10.1.0.2/32,fd01::2/128"));
    b.run(set.formatted(keys.resolve("b"), 10002, aPublic, "10.1.0.1/32,fd01::1/128"));
    address(a, 1);
    address(b, 2);
    // wireguard-go binds its port some time after its link is up, and what comes before is lost.
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> b.run("ss -Hlun").contains(":10002 "));
  }

  WireGuardDevice startOurs(DeviceClock clock) {
    return made.later(
        WireGuardDevice.start(
            DeviceOptions.of("wg0", a.namespace, a.socket("wg0")).withMtu(1420).withClock(clock)));
  }

  private String generate(String name) throws IOException {
    return KeyFile.generate(keys.resolve(name)).publicKey();
  }

  static void address(Host host, int number) {
    host.ipBatch(
        "addr add 10.1.0." + number + "/24 dev wg0",
        "addr add fd01::" + number + "/64 dev wg0 nodad",
        "link set wg0 up");
  }

  /** How many of so many pings were answered. */
  static int ping(Host from, String arguments) {
    return answered(from.attempt("ping " + arguments).output(), 1);
  }

  private static int answered(String output, int pings) {
    List<MatchResult> each = LOSS.matcher(output).results().toList();
    assertThat(each).as(output).hasSize(pings);
    return each.stream().mapToInt(one -> Integer.parseInt(one.group(2))).sum();
  }

  /**
   * How many of so many pings are answered, each within ten seconds: for the last of several ping
   * waits no longer than their interval or two round trips.
   */
  static int pings(Host from, int count, String arguments) {
    String each = "for i in $(seq %d); do ping -c 1 %s; done".formatted(count, arguments);
    return answered(Shell.attempt(from.command("sh", "-c", each)).output(), count);
  }

  void aKnowsB(String endpoint) {
    a.run("wg set wg0 peer " + bPublic + " endpoint " + endpoint);
  }

  void bKnowsA(String endpoint) {
    b.run("wg set wg0 peer " + aPublic + " endpoint " + endpoint);
  }

  /** {received, sent} as wg shows them. */
  static long[] transfer(Host host) {
    String[] words = host.run("wg show wg0 transfer").strip().split("\t", -1);
    return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
  }

  static String endpoint(Host host) {
    return host.run("wg show wg0 endpoints").strip().split("\t", -1)[1];
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
  void ourPortMayChangeWhileTrafficFlows() {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    a.run("wg set wg0 listen-port 10055");
    assertThat(pings(a, 3, "10.1.0.2")).isEqualTo(3);
    assertThat(endpoint(b)).isEqualTo("192.168.50.1:10055");
    assertThat(a.run("wg show wg0 listen-port").strip()).isEqualTo("10055");
  }

  @Test
  void aSourceThatIsNotThePeersIsDropped() {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    a.ip("route add 10.9.0.0/24 dev wg0");
    b.ip("addr add 10.9.0.2/32 dev wg0");
    assertThat(ping(b, "-c 2 -i 0.2 -W 1 -I 10.9.0.2 10.1.0.1")).isZero();
    a.run("wg set wg0 peer " + bPublic + " allowed-ips 10.1.0.2/32,10.9.0.2/32");
    assertThat(pings(b, 2, "-I 10.9.0.2 10.1.0.1")).isEqualTo(2);
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

  private static long handshake(Host host) {
    return Long.parseLong(host.run("wg show wg0 latest-handshakes").strip().split("\t", -1)[1]);
  }

  @Test
  void answersComeFromTheAddressThatWasAsked() {
    a.ipBatch("addr add 192.168.50.33/24 dev v0", "addr add fd50::33/64 dev v0 nodad");
    bKnowsA("192.168.50.33:10001");
    assertThat(pings(b, 2, "10.1.0.1")).isEqualTo(2);
    assertThat(endpoint(b)).isEqualTo("192.168.50.33:10001");
    bKnowsA("[fd50::33]:10001");
    assertThat(pings(b, 2, "10.1.0.1")).isEqualTo(2);
    assertThat(endpoint(b)).isEqualTo("[fd50::33]:10001");
  }

  @Test
  void anotherMarkOrPortForgetsTheAddressThatWasAsked() {
    a.ip("addr add 192.168.50.33/24 dev v0");
    for (String change : List.of("fwmark 5", "listen-port 10003")) {
      bKnowsA("192.168.50.33:10001");
      assertThat(ping(b, "-c 1 10.1.0.1")).isEqualTo(1);
      assertThat(endpoint(b)).isEqualTo("192.168.50.33:10001");
      a.run("wg set wg0 " + change);
      assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
      assertThat(endpoint(b)).startsWith("192.168.50.1:");
    }
  }

  @Test
  void datagramsCarryTheFirewallMark() {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    a.run("wg set wg0 fwmark 7");
    a.ip("rule add fwmark 7 prohibit");
    assertThat(ping(a, "-c 2 -i 0.2 -W 1 10.1.0.2")).isZero();
    a.run("wg set wg0 listen-port 10003"); // other sockets
    assertThat(ping(a, "-c 2 -i 0.2 -W 1 10.1.0.2")).isZero();
    a.run("wg set wg0 fwmark 0");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ping(a, "-c 1 -W 1 10.1.0.2")).isEqualTo(1));
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
    for (String arguments : List.of("", "-R", "-P 4", "-P 50", "-6 -R", "-u -b 20M")) {
      Process server = Shell.start(b.command("iperf3", "-s", "-1"));
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> b.run("ss -Hltn").contains(":5201"));
        String to = arguments.contains("-6") ? "fd01::2" : "10.1.0.2";
        String json = a.run(("iperf3 -J -n 4M -c " + to + " " + arguments).strip());
        Matcher bytes =
            Pattern.compile("\"sum_(?:received|sent)\":\\s*\\{[^}]*\"bytes\":\\s*(\\d+)")
                .matcher(json);
        assertThat(bytes.find()).as(json).isTrue();
        assertThat(Long.parseLong(bytes.group(1))).as(arguments).isGreaterThan(1_000_000);
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

  @Test
  void peersComeAndGoUnderLoad() {
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    Process load = Shell.start(a.command("ping", "-q", "-f", "-s", "1300", "10.1.0.2"));
    try {
      for (int i = 0; i < 10; i++) {
        a.run("wg set wg0 peer " + bPublic + " remove");
        assertThat(a.run("wg show wg0 peers")).isEmpty();
        a.run(
            "wg set wg0 peer " + bPublic + " allowed-ips 10.1.0.2/32 endpoint 192.168.50.2:10002");
      }
    } finally {
      load.descendants().forEach(ProcessHandle::destroy);
      load.destroy();
    }
    assertThat(pings(a, 2, "10.1.0.2")).isEqualTo(2);
  }

  @Test
  void pointsOfLowOrderAndOurOwnKeyAreNobodys() {
    a.run("wg set wg0 peer " + aPublic + " allowed-ips 10.1.0.9/32 endpoint 192.168.50.2:10002");
    assertThat(a.run("wg show wg0 peers").strip()).isEqualTo(bPublic);
    for (String first : List.of("AAAA", "AQAA")) { // the points 0 and 1
      String point = first + "A".repeat(39) + "=";
      a.run("wg set wg0 peer " + point + " allowed-ips 10.1.0.8/32 endpoint 192.168.50.2:10002");
      assertThat(ping(a, "-c 1 -W 1 10.1.0.8")).isZero();
    }
    assertThat(transfer(b)).containsExactly(0, 0);
    aKnowsB("192.168.50.2:10002");
    assertThat(ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
  }

  @Test
  void aConfigurationGoesThroughShowconfAndSyncconf() throws IOException {
    aKnowsB("192.168.50.2:10002");
    String configuration = a.run("wg showconf wg0");
    assertThat(configuration).contains("ListenPort = 10001", "Endpoint = 192.168.50.2:10002");
    Path file = keys.resolve("conf");
    Files.writeString(file, configuration + "PersistentKeepalive = 7\n", StandardCharsets.UTF_8);
    a.run("wg syncconf wg0 " + file);
    assertThat(a.run("wg showconf wg0")).isEqualTo(configuration + "PersistentKeepalive = 7\n");
    a.run("wg setconf wg0 " + file);
    assertThat(a.run("wg showconf wg0")).isEqualTo(configuration + "PersistentKeepalive = 7\n");
    assertThat(pings(a, 2, "10.1.0.2")).isEqualTo(2);
  }
}
