package dev.netlab.lab;

import java.util.Optional;

/**
 * A place where packets are captured.
 *
 * @param way if empty, both directions
 */
public record CapturePoint(String node, String interfaceName, Optional<Way> way) {

  /** {@code node:interface in}, as the lab file writes it. */
  @Override
  public String toString() {
    return node + ":" + interfaceName + way.map(w -> " " + w).orElse("");
  }
}
