package dev.netlab.emulator.trace.reason;

import dev.netlab.emulator.packet.Ethernet;
import dev.netlab.emulator.trace.follow.Sighting;

/** Link-layer addresses as text. */
final class StationText {
  private StationText() {}

  /** The station that a frame is for; empty on devices without link-layer addresses. */
  static String destination(Sighting sighting) {
    return sighting
        .outermost()
        .find(Ethernet.class)
        .map(ethernet -> ethernet.destination().toString())
        .orElse("");
  }
}
