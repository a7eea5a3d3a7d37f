package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What ours does whoever the other side is, so one other is enough. */
class OurSideIT extends WireGuardPair {
  OurSideIT() {
    super("wireguard-go");
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
