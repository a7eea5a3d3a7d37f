package dev.netlab.wireguard.device;

/** Ours. */
class OursUnreachableIT extends Unreachable {
  OursUnreachableIT() {
    super("ours");
  }
}
