package dev.netlab.emulator.plan;

/**
 * What not every kernel has: kinds of interface, named as in {@code ip link add type}, and netem,
 * named as in {@code tc qdisc add}.
 */
public enum LinkType {
  DUMMY,
  GENEVE,
  NETEM,
  WIREGUARD;

  /** As {@code ip} or {@code tc} writes it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
