package dev.netlab.lab;

import java.util.Optional;

/**
 * A place where packets are seen.
 *
 * @param way empty: both
 */
public record CapturePoint(String node, String interfaceName, Optional<Way> way) {

  /** {@code node:interface in}, as the lab file writes it. */
  @Override
  public String toString() {
    return node + ":" + interfaceName + way.map(w -> " " + w).orElse("");
  }
}
