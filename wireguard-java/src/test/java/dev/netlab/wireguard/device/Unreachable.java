package dev.netlab.wireguard.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who hears of a packet that cannot go through the tunnel, and from whom: from the address by which
 * the node sends to the sender, as from the kernel's WireGuard.
 */
abstract class Unreachable {
  private static final String NOWHERE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @RegisterExtension final Made made = new Made();
  @TempDir Path keys;
  private final String kind;
  private Host router;
  private Host sender;

  Unreachable(String kind) {
    this.kind = kind;
  }

  @BeforeEach
  void make() throws IOException {
    router = made.later(Host.make("r"));
    sender = made.later(Host.make("s"));
    Host.connect(router, sender, "v0", "192.168.50");
    made.later(OtherSide.start(kind, router));
    KeyFile.generate(keys.resolve("key"));
    router.run("wg set wg0 private-key " + keys.resolve("key"));
    router.run("wg set wg0 peer " + NOWHERE + " allowed-ips 10.1.0.2/32,fd01::2/128");
    WireGuardPair.address(router, 1);
    router.run("sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
    sender.ipBatch("route add 10.1.0.0/24 via 192.168.50.1", "route add fd01::/64 via fd50::1");
  }

  private static String error(Host from, String to) {
    return from.attempt("ping -c 1 -W 5 " + to).output();
  }

  @Test
  void theNodeItselfHearsFromItself() {
    assertThat(error(router, "10.1.0.2"))
        .contains("From 10.1.0.1 ", "Destination Host Unreachable");
    assertThat(error(router, "10.1.0.3")).contains("From 10.1.0.1 ");
    assertThat(error(router, "fd01::2")).contains("From fd01::1 ", "Address unreachable");
    assertThat(error(router, "fd01::3")).contains("From fd01::1 ");
  }

  @Test
  void anotherHearsFromTheAddressOnItsSide() {
    assertThat(error(sender, "10.1.0.2"))
        .contains("From 192.168.50.1 ", "Destination Host Unreachable");
    assertThat(error(sender, "fd01::3")).contains("From fd50::1 ", "Address unreachable");
  }
}
