package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code wg-quick} with our launcher as its WG_QUICK_USERSPACE_IMPLEMENTATION. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WgQuickIT {
  /** wg-quick in a machine whose kernel has no WireGuard, as it would take that before ours. */
  private static final String WG_QUICK =
      """
      mount -t tmpfs none /sys/module && exec timeout 30 env WG_QUICK_USERSPACE_IMPLEMENTATION="$1" \
      'BASH_FUNC_ip%%=() { [[ $* != *"type wireguard" ]] && command ip "$@"; }' wg-quick "$2" "$3"\
      """;

  @RegisterExtension final Made made = new Made();
  @TempDir Path folder;
  private Host a;
  private Host b;
  private Path configuration;

  @BeforeEach
  void make() throws IOException {
    a = made.later(Host.make("a"));
    b = made.later(Host.make("b"));
    made.later(this::endPrograms);
    Host.connect(a, b, "v0", "192.168.50");
    a.ip("route add default via 192.168.50.2");
    a.ip("-6 route add default via fd50::2");
    b.ip("addr add 198.51.100.2/32 dev lo");
    b.ip("addr add 203.0.113.9/32 dev lo");
    b.ip("addr add 2001:db8::9/128 dev lo");
    configuration = folder.resolve("wgq0.conf");
    install();
  }

  /** The launcher, in an installation whose classes are those under test. */
  private void install() throws IOException {
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    for (String name : List.of("wireguard-java", "trust")) {
      Files.copy(Path.of("../scripts", name), scripts.resolve(name));
    }
    Files.copy(Path.of("/bin/true"), scripts.resolve("fresh"));
    Path dist = Files.createDirectories(folder.resolve("target/dist/current"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Files.writeString(dist.resolve("java"), java + "\n");
    List<String> arguments =
        List.of(
            "-cp \"" + System.getProperty("java.class.path") + "\"",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC");
    Files.write(dist.resolve("java.args"), arguments);
  }

  private String[] programs() {
    String pids = Shell.run("ip netns pids " + a.name).strip();
    return pids.isEmpty() ? new String[0] : pids.split("\n");
  }

  private void endPrograms() {
    for (String pid : programs()) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private String wgQuick(String verb) {
    String launcher = folder.resolve("scripts/wireguard-java").toString();
    return Shell.run(
        a.command("sh", "-c", WG_QUICK, "sh", launcher, verb, configuration.toString()));
  }

  /** Starts the other side and writes our configuration, which has these lines too. */
  private void configure(String otherSide, String lines, String allowed) throws IOException {
    made.later(OtherSide.start(otherSide, b));
    KeyFile ours = KeyFile.generate(folder.resolve("a"));
    KeyFile theirs = KeyFile.generate(folder.resolve("b"));
    b.run("wg set wg0 listen-port 10002 private-key " + theirs);
    b.run("wg set wg0 peer " + ours.publicKey() + " allowed-ips 10.1.0.1/32,fd01::1/128");
    WireGuardPair.address(b, 2);
    Files.writeString(
        configuration,
        """
        [Interface]
        PrivateKey = %s
        Address = 10.1.0.1/24, fd01::1/64
        %s
        [Peer]
        PublicKey = %s
        AllowedIPs = %s
        Endpoint = 198.51.100.2:10002
        """
            .formatted(Files.readString(ours.path()).strip(), lines, theirs.publicKey(), allowed));
  }

  private void nothingIsLeft() {
    assertThat(a.ip("-o link")).doesNotContain("wgq0");
    assertThat(a.ip("rule") + a.ip("-6 rule")).doesNotContain("51820", "suppress");
    assertThat(a.run("nft list ruleset")).isEmpty();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> programs().length == 0);
    assertThat(a.sockets.toFile().list()).isEmpty();
  }

  @Test
  void allTrafficGoesThroughTheTunnel() throws IOException {
    a.ip("link set v0 mtu 1400");
    Path told = folder.resolve("told");
    String hooks = "PostUp = echo %i is up >> " + told + "\nPostDown = echo %i is down >> " + told;
    configure("wireguard-go", hooks, "0.0.0.0/0, ::/0");
    assertThat(wgQuick("up")).contains("scripts/wireguard-java wgq0");
    assertThat(programs()).hasSize(1);
    assertThat(WireGuardPair.pings(a, 2, "203.0.113.9")).isEqualTo(2);
    assertThat(WireGuardPair.pings(a, 2, "2001:db8::9")).isEqualTo(2);
    assertThat(a.ip("route get 203.0.113.9")).contains("dev wgq0");
    assertThat(a.ip("route get 203.0.113.9 mark 51820")).contains("dev v0");
    assertThat(a.ip("route get 192.168.50.2")).contains("dev v0");
    assertThat(a.run("nft list ruleset")).contains("table ip wg-quick-wgq0", "ct mark set");
    // What the path to the peer takes, less 80 for the tunnel.
    assertThat(a.ip("link show wgq0")).contains("mtu 1320");
    wgQuick("down");
    assertThat(told).hasContent("wgq0 is up\nwgq0 is down");
    nothingIsLeft();
  }

  @Test
  void aConfigurationIsSavedAndUsedAgain() throws IOException {
    configure("ours", "MTU = 1300\nSaveConfig = true", "10.1.0.0/24, fd01::/64");
    wgQuick("up");
    assertThat(a.ip("link show wgq0")).contains("mtu 1300");
    assertThat(WireGuardPair.ping(a, "-c 1 10.1.0.2")).isEqualTo(1);
    String peer = a.run("wg show wgq0 peers").strip();
    a.run("wg set wgq0 peer " + peer + " persistent-keepalive 25");
    wgQuick("save");
    assertThat(Files.readString(configuration))
        .contains("Address = 10.1.0.1/24", "MTU = 1300", "PersistentKeepalive = 25");
    String stripped = wgQuick("strip");
    assertThat(stripped).contains("PrivateKey", peer).doesNotContain("Address", "MTU");
    a.run("wg syncconf wgq0 " + Files.writeString(folder.resolve("stripped"), stripped));
    assertThat(a.run("wg showconf wgq0").strip()).isEqualTo(stripped.strip());
    b.run("wg set wg0 listen-port 10003");
    assertThat(WireGuardPair.ping(b, "-c 1 -W 10 fd01::1")).isEqualTo(1);
    wgQuick("down");
    nothingIsLeft();
    // Where the peer was last heard from.
    assertThat(configuration).content().contains("Endpoint = 192.168.50.2:10003");
    wgQuick("up");
    assertThat(WireGuardPair.ping(a, "-c 1 -W 10 fd01::2")).isEqualTo(1);
    wgQuick("down");
    nothingIsLeft();
  }
}
