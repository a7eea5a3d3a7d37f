package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a device does before it moves packets, and what it costs then. */
class FirstMomentIT {
  @RegisterExtension final Made made = new Made();
  @TempDir Path keys;

  /** Who initiates tries again only after five seconds. */
  @Test
  void anInitiationThatComesBeforeTheDeviceIsUpIsAnswered() throws IOException {
    Host a = made.later(Host.make("a"));
    Host b = made.later(Host.make("b"));
    Host.connect(a, b, "v0", "192.168.50");
    made.later(OtherSide.start("ours", a));
    made.later(OtherSide.start("wireguard-go", b));
    String aPublic = KeyFile.generate(keys.resolve("a")).publicKey();
    String bPublic = KeyFile.generate(keys.resolve("b")).publicKey();
    String set = "wg set wg0 listen-port 10001 private-key " + keys;
    a.run(set + "/a peer " + bPublic + " allowed-ips 10.1.0.2/32");
    b.run(set + "/b peer " + aPublic + " allowed-ips 10.1.0.1/32 endpoint 192.168.50.1:10001");
    a.ip("addr add 10.1.0.1/24 dev wg0");
    WireGuardPair.address(b, 2);
    CompletableFuture<Integer> answered =
        CompletableFuture.supplyAsync(() -> WireGuardPair.ping(b, "-c 1 -W 4 10.1.0.1"));
    Awaitility.await().until(() -> WireGuardPair.transfer(b)[1] == 148);
    a.ip("link set wg0 up");
    assertThat(answered).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(1);
  }

  @Test
  void anIdleDeviceHoldsLittleMemoryAndFewDescriptors() {
    Host host = made.later(Host.make("m"));
    start(host, 0);
    makeAllThatIsShared(TurnMemory.MOST);
    System.gc();
    long memory = directMemory();
    int descriptors = descriptors();
    int devices = 20;
    for (int i = 1; i <= devices; i++) {
      start(host, i);
    }
    assertThat((directMemory() - memory) / devices).isLessThan(16 * 1024);
    assertThat((descriptors() - descriptors) / devices).isLessThanOrEqualTo(9);
  }

  private static void makeAllThatIsShared(int number) {
    if (number > 0) {
      TurnMemory.with(_ -> makeAllThatIsShared(number - 1));
    }
  }

  private void start(Host host, int number) {
    String name = "wg" + number;
    WireGuardDevice device =
        made.later(
            WireGuardDevice.start(DeviceOptions.of(name, host.namespace, host.socket(name))));
    host.ip("link set " + name + " up");
    Awaitility.await().until(() -> device.status().listenPort() != 0);
  }

  private static long directMemory() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static int descriptors() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null ? 0 : open.length;
  }
}
