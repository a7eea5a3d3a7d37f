package dev.netlab.lab.graph.svg;

/**
 * A rectangle in a picture, in CSS pixels from the picture's upper left corner.
 *
 * @param x the left side
 * @param y the upper side
 */
public record Rectangle(double x, double y, double width, double height) {

  /** The centre point. */
  public Spot centre() {
    return new Spot(x + width / 2, y + height / 2);
  }

  /** Whether the rectangles share more than a side. */
  public boolean overlaps(Rectangle other) {
    return x < other.x + other.width
        && other.x < x + width
        && y < other.y + other.height
        && other.y < y + height;
  }

  /** Whether the other rectangle is inside this one. */
  public boolean contains(Rectangle other) {
    return x <= other.x
        && y <= other.y
        && other.x + other.width <= x + width
        && other.y + other.height <= y + height;
  }
}
