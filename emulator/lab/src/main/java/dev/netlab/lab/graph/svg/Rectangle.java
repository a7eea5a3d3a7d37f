package dev.netlab.lab.graph.svg;

/**
 * A place in a picture, in CSS pixels from its left upper corner.
 *
 * @param x of the left side
 * @param y of the upper side
 */
public record Rectangle(double x, double y, double width, double height) {

  /** The middle. */
  public Spot centre() {
    return new Spot(x + width / 2, y + height / 2);
  }

  /** Whether they have more than a side in common. */
  public boolean overlaps(Rectangle other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }

  /** Whether the other is within. */
  public boolean contains(Rectangle other) {
    return x <= other.x
        && y <= other.y
        && other.x + other.width <= x + width
        && other.y + other.height <= y + height;
  }
}
