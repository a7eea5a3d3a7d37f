package dev.netlab.lab.graph.svg;

import java.util.List;

/** A line through spots, as the {@code d} attribute of an SVG path. */
public final class Trail {
  private static final double RADIUS = 9;

  private Trail() {}

  /** A line that runs straight from spot to spot, with rounded bends. */
  public static String rounded(List<Spot> spots) {
    StringBuilder d = new StringBuilder("M").append(pair(spots.getFirst()));
    for (int i = 1; i < spots.size() - 1; i++) {
      Spot bend = spots.get(i);
      d.append('L').append(pair(towards(bend, spots.get(i - 1))));
      d.append('Q').append(pair(bend)).append(' ').append(pair(towards(bend, spots.get(i + 1))));
    }
    return d.append('L').append(pair(spots.getLast())).toString();
  }

  /**
   * A line from one plug of a box to another, through the box.
   *
   * @param fromInto how far it first goes into the box, to the right; negative for the left
   * @param toInto the distance inside the box from which it finally comes, likewise
   */
  public static String through(Spot from, double fromInto, Spot to, double toInto) {
    return "M%sC%s %s %s"
        .formatted(
            pair(from),
            pair(new Spot(from.x() + fromInto, from.y())),
            pair(new Spot(to.x() + toInto, to.y())),
            pair(to));
  }

  /** The spot one bend radius from the first towards the second, or half way if that is nearer. */
  private static Spot towards(Spot from, Spot to) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    double part = length == 0 ? 0 : Math.min(RADIUS, length / 2) / length;
    return new Spot(from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
  }

  private static String pair(Spot spot) {
    return Markup.number(spot.x()) + "," + Markup.number(spot.y());
  }
}
