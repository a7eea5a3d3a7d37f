package dev.netlab.lab;

/** The direction of a packet at an interface, seen from its node. */
public enum Way {
  IN,
  OUT;

  /** {@code in} or {@code out}. */
  @Override
  public String toString() {
    return this == IN ? "in" : "out";
  }
}
