package dev.netlab.wireguard.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, without its launcher. */
class ProgramIT {
  private Host host;
  @TempDir Path folder;

  @BeforeEach
  void make() {
    host = Host.make("p");
  }

  @AfterEach
  void remove() {
    host.close();
  }

  private Process start(String name) throws IOException {
    return start(name, "error");
  }

  private Process start(String name, String logLevel) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Program.java(host, Program.MAIN, name))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("LOG_LEVEL", logLevel);
    return builder.start();
  }

  private Process startReady(String name) throws IOException {
    return ready(start(name), name);
  }

  private Process ready(Process process, String name) {
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> Files.exists(host.socket(name)) || !process.isAlive());
    assertThat(process.isAlive()).as(output()).isTrue();
    return process;
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void ends(Process process, int code) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output()).isEqualTo(code);
    assertThat(host.sockets.toFile().list()).isEmpty();
    assertThat(host.ip("-o link")).doesNotContain("wg0");
  }

  @Test
  void aSignalEndsItCleanly() throws Exception {
    for (String signal : List.of("TERM", "INT")) {
      Process process = startReady("wg0");
      assertThat(host.run("wg show wg0")).contains("interface: wg0");
      assertThat(host.ip("-o link show wg0")).contains("mtu 1420");
      Shell.run("kill -" + signal + " " + process.pid());
      ends(process, 0);
    }
  }

  @Test
  void itEndsWhenItsSocketIsDeleted() throws Exception {
    Process process = startReady("wg0");
    Files.delete(host.socket("wg0"));
    ends(process, 0);
  }

  @Test
  void itEndsWhenItsDeviceIsDeleted() throws Exception {
    Process process = startReady("wg0");
    host.ip("link del wg0");
    ends(process, 0);
  }

  @Test
  void whatKeepsItFromStartingIsSaid() throws Exception {
    host.ip("link add wg0 type bridge");
    Process process = start("wg0");
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(output()).contains("cannot start wg0: open TUN device wg0: Invalid argument");
  }

  @Test
  void aVerboseLogHasNoKeys() throws Exception {
    Process process = ready(start("wg0", "verbose"), "wg0");
    KeyFile first = KeyFile.generate(folder.resolve("first"));
    KeyFile second = KeyFile.generate(folder.resolve("second"));
    Path preshared = Files.writeString(folder.resolve("preshared"), Shell.run("wg genpsk"));
    host.ip("addr add 10.1.0.1/24 dev wg0");
    host.ip("link set wg0 up");
    host.run("wg set wg0 private-key " + first);
    host.run(
        "wg set wg0 peer %s preshared-key %s allowed-ips 10.1.0.2/32 endpoint 127.0.0.1:9"
            .formatted(second.publicKey(), preshared));
    host.attempt("ping -c 1 -W 1 10.1.0.2");
    host.run("wg set wg0 private-key " + second);
    // what cannot be read is not repeated either
    String hex = hex(Files.readString(first.path()).strip());
    try (SocketChannel uapi = SocketChannel.open(UnixDomainSocketAddress.of(host.socket("wg0")))) {
      uapi.write(ByteBuffer.wrap(("set=1\nprivate_key=" + hex + "0\n\n").getBytes(US_ASCII)));
      assertThat(uapi.read(ByteBuffer.allocate(100))).isPositive();
    }
    Shell.run("kill -TERM " + process.pid());
    ends(process, 0);
    assertThat(output()).contains("Sending handshake initiation");
    for (Path file : List.of(first.path(), second.path(), preshared)) {
      String key = Files.readString(file).strip();
      assertThat(output()).doesNotContain(key).doesNotContainIgnoringCase(hex(key));
    }
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }
}
