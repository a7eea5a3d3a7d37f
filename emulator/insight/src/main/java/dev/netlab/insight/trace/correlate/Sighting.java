package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.lab.Way;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ethernet;
import java.util.List;

/**
 * A packet, seen at an interface.
 *
 * @param outer what it was in, outermost first
 * @param packet the innermost packet, which is followed
 */
public record Sighting(
    CapturedFrame frame, List<EncapLevel> outer, EncapLevel packet, Fingerprint fingerprint) {
  public Sighting {
    outer = List.copyOf(outer);
  }

  public String node() {
    return frame.node();
  }

  public String interfaceName() {
    return frame.interfaceName();
  }

  public Way way() {
    return frame.way();
  }

  public long nanos() {
    return frame.nanos();
  }

  /** How many levels are around the packet. */
  public int depth() {
    return outer.size();
  }

  /** The packet that the node's own routing and rules see: the outermost. */
  public EncapLevel outermost() {
    return outer.isEmpty() ? packet : outer.getFirst();
  }

  /** The link-layer address that the frame is for; empty on devices without such addresses. */
  public String destinationMac() {
    return outermost()
        .find(Ethernet.class)
        .map(ethernet -> ethernet.destination().toString())
        .orElse("");
  }

  boolean isAtSamePlace(Sighting other) {
    return node().equals(other.node())
        && interfaceName().equals(other.interfaceName())
        && way() == other.way();
  }

  @Override
  public String toString() {
    return frame.toString();
  }
}
