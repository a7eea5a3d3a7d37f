package dev.netlab.emulator.plan;

import dev.netlab.emulator.lab.MacAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What any interface can be given when it is made.
 *
 * @param mtu in bytes
 * @param alias ifalias, for names the kernel cannot hold
 */
public record LinkSettings(
    Optional<MacAddress> mac,
    OptionalInt mtu,
    Optional<String> alias,
    Optional<Device.Master> master,
    boolean up) {
  /** Up, and all else as the kernel makes it. */
  static final LinkSettings UP =
      new LinkSettings(
          Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), true);
}
