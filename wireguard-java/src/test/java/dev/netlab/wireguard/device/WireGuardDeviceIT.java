package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.netlink.KernelException;
import dev.netlab.wireguard.crypto.Secret;
import dev.netlab.wireguard.uapi.DeviceChange;
import dev.netlab.wireguard.uapi.UapiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One device: how it starts, what it holds, how it ends. */
class WireGuardDeviceIT {
  @RegisterExtension final Made made = new Made();
  private Host host;

  @BeforeEach
  void make() {
    host = made.later(Host.make("d"));
  }

  private WireGuardDevice start(String name) {
    return made.later(
        WireGuardDevice.start(DeviceOptions.of(name, host.namespace, host.socket(name))));
  }

  @Test
  void theSocketIsForRootOnlyAndGoesWithTheDevice() throws IOException {
    WireGuardDevice device = start("wg0");
    assertThat(Files.getPosixFilePermissions(host.socket("wg0")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(host.sockets.toFile().list()).containsExactly("wg0.sock");
    device.close();
    assertThat(host.sockets.toFile().list()).isEmpty();
    assertThat(device.isRunning()).isFalse();
    assertThat(host.ip("-o link")).doesNotContain("wg0");
    assertThatThrownBy(device::status).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingZeroesItsKeys() throws UapiException {
    WireGuardDevice device = start("wg0");
    device.apply(List.of(new DeviceChange.PrivateKey(Secret.parseHex("11".repeat(32)))));
    Secret key = Objects.requireNonNull(device.status().privateKey());
    assertThat(key.isZero()).isFalse();
    device.close();
    assertThat(key.isZero()).isTrue();
  }

  @Test
  void aSocketLeftBehindIsReplacedAndOneInUseIsNot() throws IOException {
    Files.createFile(host.socket("wg0"));
    start("wg0");
    assertThat(host.run("wg show wg0")).contains("interface: wg0");
    assertThatThrownBy(
            () ->
                WireGuardDevice.start(DeviceOptions.of("wg1", host.namespace, host.socket("wg0"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("another process serves");
    assertThat(host.ip("-o link")).doesNotContain("wg1");
  }

  @Test
  void aTunDeviceMadeBeforeIsTakenOverAndStays() {
    host.ip("tuntap add dev wg7 mode tun");
    host.ip("link set wg7 mtu 1380 up");
    WireGuardDevice device = start("wg7");
    assertThat(host.run("wg show wg7")).contains("listening port");
    device.close();
    assertThat(host.ip("-o link show wg7")).contains("mtu 1380");
    start("wg7");
    assertThatThrownBy(
            () ->
                WireGuardDevice.start(
                    DeviceOptions.of("wg7", host.namespace, host.sockets.resolve("x.sock"))))
        .isInstanceOf(KernelException.class)
        .hasMessageContaining("busy");
  }

  @Test
  void itEndsWhenItsTunDeviceIsDeleted() {
    WireGuardDevice device = start("wg0");
    host.ip("link del wg0");
    assertThat(device.ended()).succeedsWithin(Duration.ofSeconds(20));
    assertThat(host.sockets.toFile().list()).isEmpty();
  }

  @Test
  void socketsAreOpenFromWhenThePortIsKnownUntilTheDeviceIsDown() throws UapiException {
    WireGuardDevice device = start("wg0");
    device.apply(
        List.of(
            new DeviceChange.PrivateKey(Secret.parseHex("11".repeat(32))),
            new DeviceChange.ListenPort(7777),
            new DeviceChange.FirewallMark(0x42)));
    awaitSockets(":7777", 2);
    host.ip("link set wg0 up");
    assertThat(host.run("wg show wg0")).contains("listening port: 7777", "fwmark: 0x42");
    device.apply(List.of(new DeviceChange.ListenPort(7778)));
    awaitSockets(":7778", 2);
    awaitSockets(":7777", 0);
    host.ip("link set wg0 down");
    awaitSockets(":7778", 0);
    host.ip("link set wg0 up");
    awaitSockets(":7778", 2);
    device.apply(List.of(new DeviceChange.ListenPort(0)));
    awaitSockets(":7778", 0);
    assertThat(device.status().listenPort()).isNotZero();
    awaitSockets(":" + device.status().listenPort(), 2);
  }

  private void awaitSockets(String port, long count) {
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(host.run("ss -Hlun").lines().filter(line -> line.contains(port + " ")))
                    .hasSize((int) count));
  }

  @Test
  void aPortInUseIsRefusedAndTheOldOneKept() {
    WireGuardDevice first = start("wg0");
    host.ip("link set wg0 up");
    start("wg1");
    host.ip("link set wg1 up");
    Awaitility.await().until(() -> first.status().listenPort() != 0);
    Awaitility.await().until(() -> host.run("wg show wg1 listen-port").strip().length() > 1);
    String port = host.run("wg show wg1 listen-port").strip();
    Shell.Result result = host.attempt("wg set wg1 listen-port " + first.status().listenPort());
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).contains("Address already in use");
    assertThat(host.run("wg show wg1 listen-port").strip()).isEqualTo(port);
    awaitSockets(":" + port, 2);
  }

  /** As with the kernel's: a port is claimed by `ip link set up`. */
  @Test
  void aPortInUseIsClaimedWhenTheDeviceIsSetUpAndWhenItIsFree() throws UapiException {
    WireGuardDevice first = start("wg0");
    first.apply(List.of(new DeviceChange.ListenPort(7777)));
    WireGuardDevice second = start("wg1");
    second.apply(List.of(new DeviceChange.ListenPort(7777)));
    assertThat(second.status().listenPort()).isEqualTo(7777);
    host.ip("link set wg1 up");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> second.apply(List.of(new DeviceChange.ListenPort(7777))))
                    .isInstanceOf(UapiException.class)
                    .hasMessageContaining("listen_port 7777")
                    .hasMessageContaining("Address already in use"));
    first.close();
    second.apply(List.of(new DeviceChange.ListenPort(7777)));
    awaitSockets(":7777", 2);
  }

  @Test
  void wgShowsThisHostsDevicesAndNoOthers() {
    Host elsewhere = made.later(Host.make("e"));
    start("wg0");
    made.later(
        WireGuardDevice.start(
            DeviceOptions.of("wg0", elsewhere.namespace, elsewhere.socket("wg0"))));
    made.later(
        WireGuardDevice.start(
            DeviceOptions.of("wg5", elsewhere.namespace, elsewhere.socket("wg5"))));
    assertThat(host.run("wg show interfaces").strip()).isEqualTo("wg0");
    assertThat(elsewhere.run("wg show interfaces").strip().split(" ")).contains("wg0", "wg5");
  }

  @Test
  void aThousandPeersAnd65536PrefixesAreConfiguredAndShown() throws IOException {
    WireGuardDevice device = start("wg0");
    host.ip("link set wg0 up");
    StringBuilder configuration = new StringBuilder("[Interface]\n");
    String[] keys = new String[1000];
    for (int peer = 0; peer < keys.length; peer++) {
      byte[] key = new byte[32];
      key[0] = (byte) peer;
      key[1] = (byte) (peer >> 8);
      key[2] = 9;
      keys[peer] = Base64.getEncoder().encodeToString(key);
      configuration.append("[Peer]\nPublicKey = ").append(keys[peer]).append('\n');
      for (int i = peer * 66; i < Math.min(65_536, (peer + 1) * 66); i++) {
        configuration.append("AllowedIPs = 10.").append(i >> 8 & 255).append('.');
        configuration.append(i & 255).append(".0/24\n");
      }
    }
    Path file = Files.createTempFile("nlt-wg", ".conf");
    try {
      Files.writeString(file, configuration);
      host.run("wg setconf wg0 " + file);
      assertThat(device.status().peers()).hasSize(1000);
      assertThat(device.status().peers().stream().mapToInt(peer -> peer.allowedIps().size()).sum())
          .isEqualTo(65_536);
      assertThat(host.run("wg show wg0 allowed-ips").lines()).hasSize(1000);
      host.run("wg set wg0 peer " + keys[7] + " remove");
      assertThat(host.run("wg show wg0 peers").lines()).hasSize(999);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * Its loop is in a poll that has no end, so nothing wakes it but the kernel and other threads.
   */
  @Test
  void anIdleDeviceSleeps() throws IOException {
    WireGuardDevice device = start("wg0");
    host.ip("link set wg0 up");
    Awaitility.await().until(() -> device.status().listenPort() != 0);
    Path loop = thread("wg wg0");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Files.readString(loop.resolve("syscall")).split(" "))
                    .as("poll(fds, count, -1)")
                    .hasSizeGreaterThan(3)
                    .satisfies(call -> assertThat(call[3]).matches("0x(ffffffff)?ffffffff")));
  }

  private static Path thread(String name) throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path each : threads.toList()) {
        if (Files.readString(each.resolve("comm")).strip().equals(name)) {
          return each;
        }
      }
    }
    throw new AssertionError("no thread is named " + name);
  }
}
