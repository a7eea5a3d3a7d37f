package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, without its launcher. */
@Tag("kernel")
class ProgramTest {
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
    List<String> command =
        host.command(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.netlab.wireguard.main.Main",
            name);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private Process startReady(String name) throws IOException {
    Process process = start(name);
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
}
