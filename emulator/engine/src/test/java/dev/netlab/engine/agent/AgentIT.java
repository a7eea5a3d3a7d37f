package dev.netlab.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.links.GeneveTunnel;
import dev.netlab.engine.links.TestNode;
import dev.netlab.netlink.process.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SIGSTOP = 19;

  @TempDir Path directory;
  private final List<AgentProcess> started = new ArrayList<>();
  private AgentFiles files;
  private TestNode one;
  private TestNode two;

  @BeforeEach
  void make() {
    files = new AgentFiles(directory);
    one = new TestNode();
    two = new TestNode();
    TestNode.join(one, two);
  }

  @AfterEach
  void remove() {
    started.forEach(AgentProcess::stop);
    one.close();
    two.close();
  }

  private AgentProcess start() {
    AgentProcess process = AgentProcess.start(files);
    started.add(process);
    return process;
  }

  private AgentClient connect(AgentProcess process) {
    return AgentClient.connect(files, process, PATIENCE);
  }

  private static Device device(TestNode node, int number, String remote) {
    GeneveTunnel tunnel = GeneveTunnel.to(number, InetAddress.ofLiteral(remote));
    return new Device.Geneve(Path.of("/run/netns", node.name), "g" + number, tunnel);
  }

  /** Both ends of the tunnels 1 to {@code count}, each on a TAP that is there before. */
  private void wanted(int count) throws IOException {
    List<Device> devices = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      devices.add(device(one, i, "192.0.2.2"));
      devices.add(device(two, i, "192.0.2.1"));
      one.ip("tuntap add g" + i + " mode tap");
      two.ip("tuntap add g" + i + " mode tap");
      one.address("g" + i, i, 1);
      two.address("g" + i, i, 2);
    }
    Files.writeString(files.devices(), DeviceJson.write(devices));
  }

  @Test
  void fourDevicesCarryAPingAndTakeLittleMemory() throws Exception {
    AgentProcess process = start();
    wanted(2);
    try (AgentClient client = connect(process)) {
      client.attach();
      for (int i = 1; i <= 2; i++) {
        one.pings(2, "10.9." + i + ".2");
      }
      AgentStatus status = client.status();
      assertThat(status.pid()).isEqualTo(process.pid());
      assertThat(status.rssBytes()).isBetween(10L << 20, 150L << 20);
      assertThat(status.devices()).hasSize(4);
      assertThat(status.devices().getFirst().counters().get("sent")).isGreaterThanOrEqualTo(2);
      client.attach();
      assertThat(client.status().devices()).hasSize(4);
      client.stop();
    }
    await().until(() -> !process.isAlive());
    assertThat(files.socket()).doesNotExist();
    assertThat(Files.readString(files.log())).contains("attached 4 devices");
    assertThat(one.ip("link show g1")).contains("NO-CARRIER");
  }

  @Test
  void wireguardDevicesTalkToEachOtherAndToWg() throws Exception {
    AgentProcess process = start();
    Path uapi = directory.resolve("wireguard");
    List<Device> devices = new ArrayList<>();
    for (TestNode node : List.of(one, two)) {
      node.ip("tuntap add wg0 mode tun");
      node.ip("addr add 10.8.0." + (node == one ? 1 : 2) + "/24 dev wg0");
      node.ip("link set wg0 up mtu 1420");
    }
    String[] secret = {hex("wg genkey"), hex("wg genkey")};
    String[] shared = {publicKey(secret[0]), publicKey(secret[1])};
    for (int i = 0; i < 2; i++) {
      TestNode node = i == 0 ? one : two;
      String config =
          "private_key=%s\nlisten_port=51820\npublic_key=%s\nallowed_ip=10.8.0.%d/32\n"
              .formatted(secret[i], shared[1 - i], 2 - i);
      devices.add(
          new Device.WireGuard(
              Path.of("/run/netns", node.name),
              "wg0",
              uapi.resolve(i + ".sock"),
              config + "endpoint=192.0.2.%d:51820\n".formatted(2 - i)));
    }
    Files.writeString(files.devices(), DeviceJson.write(devices));
    try (AgentClient client = connect(process)) {
      client.attach();
      one.pings(2, "10.8.0.2");
      assertThat(client.status().devices())
          .extracting(each -> each.counters().get("peers"))
          .containsExactly(1L, 1L);
      two.close();
      await().until(() -> client.status().devices().size() == 1);
    }
    process.stop();
    assertThat(uapi.resolve("0.sock")).doesNotExist();
    assertThat(Files.readString(files.log())).doesNotContain(secret[0]);
  }

  private static String hex(String command) {
    String base64 = TestNode.run("sh", "-c", command).strip();
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  private static String publicKey(String secret) {
    String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(secret));
    return hex("echo " + base64 + " | wg pubkey");
  }

  @Test
  void oneThatIsStoppedIsNamedAndEnded() throws Exception {
    AgentProcess process = start();
    Duration silence = Duration.ofMillis(300);
    try (AgentClient patient = connect(process)) {
      assertThat(patient.status().devices()).isEmpty();
    }
    try (AgentClient client = AgentClient.connect(files, process, PATIENCE, silence)) {
      process.identity().signal(SIGSTOP);
      assertThatThrownBy(client::status)
          .isInstanceOf(SilentAgentException.class)
          .hasMessage(
              "the agent, process %d, has not answered 'status' for 300 ms; its state is T (stopped);"
                      .formatted(process.pid())
                  + " netlab up %s ends it and starts another".formatted(directory.getFileName()));
    }
    // Connections of those who do not wait for it fill the queue.
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                var _ = AgentClient.connect(files, process, PATIENCE, silence);
              }
            })
        .isInstanceOf(SilentAgentException.class)
        .hasMessageContaining("has not answered 'connect' for 300 ms");
    process.kill();
    assertThat(process.isAlive()).isFalse();
    try (AgentClient client = connect(start())) {
      assertThat(client.status().devices()).isEmpty();
    }
  }

  @Test
  void itHasNothingOfItsCallersEnvironment() throws Exception {
    AgentProcess process = start();
    try (AgentClient client = connect(process)) {
      assertThat(client.status().pid()).isEqualTo(process.pid());
    }
    String environment = Files.readString(Path.of("/proc", process.pid() + "/environ"));
    assertThat(environment.split("\0"))
        .contains("HOME=/root", "LANG=C.UTF-8")
        .allMatch(variable -> variable.matches("(PATH|HOME|LANG|TERM)=.*"));
  }

  @Test
  void itsSocketIsForRootAlone() throws Exception {
    try (AgentClient client = connect(start())) {
      assertThat(client.status().devices()).isEmpty();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.socket())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void killedItLeavesWhatAnotherTakesUp() throws Exception {
    AgentProcess first = start();
    wanted(1);
    one.ip("route add 10.10.0.0/16 via 10.9.1.2 dev g1");
    try (AgentClient client = connect(first)) {
      client.attach();
      assertThat(one.sh("ping -c 1 -W 2 10.9.1.2")).contains(" 1 received");
    }
    ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
    await().until(() -> !first.isAlive());
    assertThat(one.ip("route")).contains("10.10.0.0/16 via 10.9.1.2 dev g1");
    assertThatThrownBy(() -> AgentClient.connect(files))
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("does not answer");

    try (AgentClient client = connect(start())) {
      client.attach();
      assertThat(one.sh("ping -c 1 -W 2 10.9.1.2")).contains(" 1 received");
    }
  }

  @Test
  void aDeviceThatCannotBeIsNamedWithTheKernelsWords() throws Exception {
    AgentProcess process = start();
    one.ip("link add g1 type bridge");
    Files.writeString(
        files.devices(),
        DeviceJson.write(List.of(device(two, 1, "192.0.2.1"), device(one, 1, "192.0.2.2"))));
    try (AgentClient client = connect(process)) {
      assertThatThrownBy(client::attach)
          .isInstanceOf(AgentException.class)
          .hasMessageContaining("attach geneve g1 in " + one.name)
          .hasMessageContaining("Invalid argument (errno 22)");
      assertThat(client.status().devices()).isEmpty();
    }
    assertThat(two.sh("ss -lnu")).doesNotContain(":6081");
  }

  @Test
  void whoAsksADeadOneHearsItsLastWords() throws Exception {
    AgentProcess process = start();
    try (AgentClient client = connect(process)) {
      await().until(() -> Files.readString(files.log()).contains("listening"));
      ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly();
      await().until(() -> !process.isAlive());
      assertThatThrownBy(client::attach)
          .isInstanceOf(AgentException.class)
          .hasMessageContaining("attach")
          .hasMessageContaining("its log ends:\n  ")
          .hasMessageContaining("listening at " + files.socket());
    }
  }

  @Test
  void whatNeedsMoreMemoryThanThereIsIsRefused() throws Exception {
    Files.createFile(files.devices());
    try (var file = FileChannel.open(files.devices(), StandardOpenOption.WRITE);
        AgentClient client = connect(start())) {
      file.write(ByteBuffer.allocate(1), 200L << 20);
      assertThatThrownBy(client::attach).hasMessageContaining("OutOfMemoryError");
      assertThat(client.status().devices()).isEmpty();
    }
  }

  @Test
  void itOutlivesADeviceAndEndsWithTheLast() throws Exception {
    AgentProcess process = start();
    wanted(1);
    try (AgentClient client = connect(process)) {
      client.attach();
      one.ip("link del g1");
      await().until(() -> client.status().devices().size() == 1);
      two.close();
      await().until(() -> !process.isAlive());
    }
    assertThat(Files.readString(files.log()))
        .contains("geneve g1 in " + one.name + " has ended: ")
        .contains("geneve g1 in " + two.name + " ends: its namespace was removed");
  }

  @Test
  void itEndsAtSigterm() throws Exception {
    AgentProcess process = start();
    wanted(1);
    try (AgentClient client = connect(process)) {
      client.attach();
    }
    process.stop();
    assertThat(process.isAlive()).isFalse();
    assertThat(files.socket()).doesNotExist();
    process.stop();
  }

  @Test
  void anotherProcessWithItsNumberIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      AgentProcess recycled = new AgentProcess(new ProcessIdentity(other.pid(), 1));
      assertThat(recycled.isAlive()).isFalse();
      recycled.stop();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
      other.waitFor();
    }
  }
}
