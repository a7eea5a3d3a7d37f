package dev.netlab.nft.value;

/** Where in the stack a packet is looked at, in the order packets pass (linux/netfilter.h). */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /** Whether the interface a packet came in by is known here. */
  public boolean knowsIn() {
    return this != OUTPUT;
  }

  /** Whether the interface a packet will leave by is known here. */
  public boolean knowsOut() {
    return this == FORWARD || this == OUTPUT || this == POSTROUTING;
  }
}
