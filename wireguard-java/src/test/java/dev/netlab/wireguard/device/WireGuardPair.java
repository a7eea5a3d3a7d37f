package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ours in host a and another WireGuard in host b, both configured by {@code wg}. */
abstract class WireGuardPair {
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

  WireGuardPair(String kind) {
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

  String generate(String name) throws IOException {
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

  /** When the last handshake was, in seconds since 1970. */
  static long handshake(Host host) {
    return Long.parseLong(host.run("wg show wg0 latest-handshakes").strip().split("\t", -1)[1]);
  }
}
