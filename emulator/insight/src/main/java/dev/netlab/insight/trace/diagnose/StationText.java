package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.packet.Ethernet;

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
