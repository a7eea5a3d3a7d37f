package dev.netlab.emulator.plan;

/** Kinds of interface that not every kernel has; named as in {@code ip link add type}. */
public enum LinkType {
  DUMMY,
  GENEVE,
  WIREGUARD;

  /** As {@code ip link add type} writes it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
