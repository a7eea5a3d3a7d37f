package dev.netlab.wireguard.protocol;

/** The real time, for timestamps that must never go back when a program or machine restarts. */
@FunctionalInterface
public interface WallClock {
  /** Nanoseconds since the Unix epoch. */
  long unixNanos();
}
