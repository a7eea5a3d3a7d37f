package dev.netlab.insight.trace.correlate;

import java.util.List;

/**
 * The path of one packet: of a flooded frame that of the copy that came furthest, of a fragmented
 * packet that of its first fragment.
 *
 * @param sightings in causal order, at least one
 * @param copies by index of the sighting after which the ways parted: where other copies went first
 */
public record PacketPath(List<Sighting> sightings, List<Copy> copies) {
  public PacketPath {
    sightings = List.copyOf(sightings);
    copies = List.copyOf(copies);
  }

  /**
   * Another copy of the packet.
   *
   * @param after index of the sighting that it came of
   */
  public record Copy(int after, Sighting first) {}

  public Sighting first() {
    return sightings.getFirst();
  }

  public Sighting last() {
    return sightings.getLast();
  }
}
