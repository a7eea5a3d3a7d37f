package dev.netlab.wireguard.device;

import org.junit.jupiter.api.Tag;

/** The kernel's own, where it has one: what ours is held against. */
@Tag("guest")
class KernelUnreachableTest extends Unreachable {
  KernelUnreachableTest() {
    super("kernel");
  }
}
