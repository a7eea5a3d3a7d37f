package dev.netlab.wireguard.device;

import org.junit.jupiter.api.Tag;

/** Against the kernel's own WireGuard, where a kernel has it: in a guest with a stock kernel. */
@Tag("guest")
class KernelInteropIT extends Interop {
  KernelInteropIT() {
    super("kernel");
  }
}
