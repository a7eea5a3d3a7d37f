package dev.netlab.insight.trace.correlate;

import dev.netlab.lab.Way;
import java.util.Optional;

/** Which sightings can have come of which: over a wire, or inside of a node. */
record CausalOrder(Wiring wiring) {
  private static final String LOOPBACK = "lo";

  /** Where what came in over a wire was sent; empty for what was not. */
  Optional<Wiring.End> sender(Sighting sighting) {
    return sighting.way() == Way.IN
        ? wiring.otherEnd(sighting.node(), sighting.interfaceName())
        : Optional.empty();
  }

  /** Whether the one can be what the other became. */
  boolean canComeOf(Sighting sighting, Sighting before) {
    return sender(sighting)
        .map(end -> left(before, end))
        .orElseGet(
            () -> before.node().equals(sighting.node()) && continuesInNode(before, sighting));
  }

  private static boolean left(Sighting sighting, Wiring.End end) {
    return sighting.way() == Way.OUT
        && sighting.node().equals(end.node())
        && sighting.interfaceName().equals(end.interfaceName());
  }

  /** Whether a node can have made the second of the first. */
  private boolean continuesInNode(Sighting before, Sighting next) {
    boolean onWire = wiring.otherEnd(before.node(), before.interfaceName()).isPresent();
    if (before.way() == Way.OUT && onWire) {
      return false;
    }
    if (before.interfaceName().equals(LOOPBACK) && before.way() == Way.OUT) {
      return next.interfaceName().equals(LOOPBACK) && next.way() == Way.IN;
    }
    if (before.way() == Way.OUT) {
      // A tunnel wraps; a bridge or VLAN device hands on what it has.
      return next.way() == Way.OUT
          && !next.interfaceName().equals(before.interfaceName())
          && next.depth() >= before.depth();
    }
    return next.way() == Way.OUT
        ? next.depth() == before.depth()
        : next.depth() <= before.depth() && !next.interfaceName().equals(before.interfaceName());
  }
}
