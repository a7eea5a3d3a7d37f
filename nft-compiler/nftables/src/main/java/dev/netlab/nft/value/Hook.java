package dev.netlab.nft.value;

/**
 * The points in the network stack where a packet is examined, in the order in which packets pass
 * them (linux/netfilter.h).
 */
public enum Hook {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /** Whether a packet's input interface is known at this hook. */
  public boolean knowsIn() {
    return this != OUTPUT;
  }

  /** Whether a packet's output interface is known at this hook. */
  public boolean knowsOut() {
    return this == FORWARD || this == OUTPUT || this == POSTROUTING;
  }
}
