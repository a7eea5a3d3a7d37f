package dev.netlab.wireguard.protocol;

/** At most 1000 ICMP errors a second, 50 at once: the kernel's own limits (icmp_msgs_per_sec). */
final class IcmpLimit {
  private static final long COST = 1_000_000L;
  private static final long FULL = 50 * COST;

  private long tokens = FULL;
  private long filled;

  boolean allow(long now) {
    tokens = Math.min(FULL, tokens + now - filled);
    filled = now;
    if (tokens < COST) {
      return false;
    }
    tokens -= COST;
    return true;
  }
}
