package dev.netlab.wireguard.device;

import org.junit.jupiter.api.Tag;

/** Against Debian's wireguard-go. */
@Tag("kernel")
class WireGuardGoInteropTest extends Interop {
  WireGuardGoInteropTest() {
    super("wireguard-go");
  }
}
