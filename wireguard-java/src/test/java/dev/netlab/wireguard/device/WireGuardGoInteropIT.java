package dev.netlab.wireguard.device;

/** Against Debian's wireguard-go. */
class WireGuardGoInteropIT extends Interop {
  WireGuardGoInteropIT() {
    super("wireguard-go");
  }
}
