package dev.netlab.wireguard.device;

import org.junit.jupiter.api.Tag;

/** Ours. */
@Tag("kernel")
class OursUnreachableTest extends Unreachable {
  OursUnreachableTest() {
    super("ours");
  }
}
