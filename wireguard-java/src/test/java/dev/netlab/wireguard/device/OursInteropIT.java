package dev.netlab.wireguard.device;

/** Two devices of ours in one process, in two namespaces. */
class OursInteropIT extends Interop {
  OursInteropIT() {
    super("ours");
  }
}
