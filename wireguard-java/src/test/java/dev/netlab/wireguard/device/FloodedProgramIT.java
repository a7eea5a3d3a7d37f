package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program under a flood of initiations whose mac1 is right, from a thousand sources. */
class FloodedProgramIT {
  private static final Pattern SENT =
      Pattern.compile("sent (\\d+) cookies (\\d+) responses (\\d+)");

  private Host a;
  private Host b;
  @TempDir Path folder;

  @BeforeEach
  void make() {
    a = Host.make("a");
    b = Host.make("b");
    Host.connect(a, b, "v0", "192.168.50");
    a.ip("route add local 198.18.0.0/16 dev lo");
    b.ip("route add 198.18.0.0/16 via 192.168.50.1");
  }

  @AfterEach
  void remove() {
    a.close();
    b.close();
  }

  @Test
  void cookiesAreDemandedSessionsGoOnAndMemoryIsBounded() throws Exception {
    try (Program program = Program.start(b, "-Xmx32m");
        WireGuardDevice ours =
            WireGuardDevice.start(DeviceOptions.of("wg0", a.namespace, a.socket("wg0")))) {
      KeyFile aKey = KeyFile.generate(folder.resolve("a"));
      KeyFile bKey = KeyFile.generate(folder.resolve("b"));
      a.run("wg set wg0 private-key " + aKey + " listen-port 10001");
      b.run("wg set wg0 private-key " + bKey + " listen-port 10002");
      a.run(
          "wg set wg0 peer "
              + bKey.publicKey()
              + " allowed-ips 10.1.0.2/32 endpoint 192.168.50.2:10002 persistent-keepalive 1");
      b.run("wg set wg0 peer " + aKey.publicKey() + " allowed-ips 10.1.0.1/32");
      WireGuardPair.address(a, 1);
      WireGuardPair.address(b, 2);
      assertThat(WireGuardPair.ping(a, "-c 1 -W 10 10.1.0.2")).isEqualTo(1);

      String flood =
          Shell.run(
              Program.java(
                  a,
                  "../scripts/WireGuardFlood.java",
                  "192.168.50.2",
                  "10002",
                  bKey.publicKey(),
                  "20000",
                  "3"));
      Matcher told = SENT.matcher(flood);
      assertThat(told.find()).as(flood).isTrue();
      assertThat(Long.parseLong(told.group(2))).as(flood).isPositive();
      assertThat(Long.parseLong(told.group(3))).as(flood).isZero();
      assertThat(WireGuardPair.pings(a, 3, "10.1.0.2")).isEqualTo(3);
      assertThat(program.isAlive()).isTrue();
      assertThat(ours.isRunning()).isTrue();
      assertThat(program.peakMebibytes()).isLessThan(150);
    }
  }
}
