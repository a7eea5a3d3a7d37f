package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.lab.plan.PlanException;
import dev.netlab.lab.plan.Planner;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code backend: kernel} of a WireGuard interface. */
class KernelWireGuardTest {
  private static final String LAB = "nlt-kwg";

  @Test
  void whereTheKernelHasNoneTheLabIsRefusedBeforeAnythingIsTouched() {
    LabSource source = TestLabs.of("/run/kernel-wireguard.yaml", LAB);
    assertThatThrownBy(() -> Planner.plan(source.lab(), Set.of()))
        .isInstanceOf(PlanException.class)
        .hasMessageEndingWith(
            "kernel-wireguard.yaml:9:7: left:wg0 wants the kernel's wireguard device and this"
                + " kernel has none; leave `backend: kernel` out, or load the module");
  }

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
