package dev.netlab.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.lab.plan.PlanException;
import dev.netlab.lab.plan.Planner;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code backend: kernel} of a WireGuard interface, where the kernel has none. */
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
}
