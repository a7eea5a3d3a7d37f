package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code backend: kernel} of a WireGuard interface, under a kernel that has it. */
class KernelWireGuardIT {
  private static final String LAB = "nlt-kwg";

  @Tag("guest")
  @Test
  void theKernelsDevicesMakeATunnel() throws Exception {
    HostSnapshot before = HostSnapshot.of(LAB);
    try {
      TestLabs.up(TestLabs.of("/run/kernel-wireguard.yaml", LAB));
      assertThat(TestLabs.run(LAB, "left", "ip", "-d", "link", "show", "wg0"))
          .contains(" wireguard ");
      assertThat(TestLabs.run(LAB, "left", "ping", "-c1", "-W15", "10.9.0.2"))
          .contains(" 0% packet loss");
      assertThat(TestLabs.run(LAB, "right", "ping", "-c1", "-W15", "10.9.0.1"))
          .contains(" 0% packet loss");
      for (String node : new String[] {"left", "right"}) {
        assertThat(TestLabs.run(LAB, node, "wg", "show"))
            .containsOnlyOnce("interface:")
            .contains("interface: wg0", "listening port: 51820", "latest handshake:");
      }
    } finally {
      TestLabs.down(LAB);
    }
    assertThat(HostSnapshot.of(LAB)).isEqualTo(before);
  }
}
