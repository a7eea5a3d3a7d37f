package dev.netlab.lab;

/** The direction of a packet at an interface, from the node's point of view. */
public enum Way {
  IN,
  OUT;

  /** {@code in} or {@code out}. */
  @Override
  public String toString() {
    return this == IN ? "in" : "out";
  }
}
