package dev.netlab.insight.trace.correlate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sighting, and those that came of it: several where a frame was flooded or cut. */
final class Trail {
  private final Sighting sighting;
  private final List<Trail> children = new ArrayList<>();

  Trail(Sighting sighting, @Nullable Trail parent) {
    this.sighting = sighting;
    if (parent != null) {
      parent.children.add(this);
    }
  }

  Sighting sighting() {
    return sighting;
  }

  List<Trail> children() {
    return children;
  }

  /** Whether something was seen at this place already that came of it. */
  boolean hasChildAt(Sighting place) {
    return children.stream().anyMatch(child -> child.sighting.isAtSamePlace(place));
  }

  /** How many more sightings the longest way from here has. */
  int length() {
    return children.stream().mapToInt(child -> 1 + child.length()).max().orElse(0);
  }
}
