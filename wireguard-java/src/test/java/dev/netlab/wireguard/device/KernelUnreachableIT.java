package dev.netlab.wireguard.device;

import org.junit.jupiter.api.Tag;

/** The kernel's own, where it has one: what ours is held against. */
@Tag("guest")
class KernelUnreachableIT extends Unreachable {
  KernelUnreachableIT() {
    super("kernel");
  }
}
