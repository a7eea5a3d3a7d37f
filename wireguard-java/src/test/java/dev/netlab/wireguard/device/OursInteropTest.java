package dev.netlab.wireguard.device;

import org.junit.jupiter.api.Tag;

/** Two devices of ours in one process, in two namespaces. */
@Tag("kernel")
class OursInteropTest extends Interop {
  OursInteropTest() {
    super("ours");
  }
}
