package dev.netlab.wireguard.protocol;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import java.util.HashMap;
import java.util.Map;

/**
 * 20 handshake messages a second, 5 at once, from each IPv4 address or IPv6 /64: a bucket each,
 * kept as the time for which it is empty. At most {@link #SOURCES} are remembered; a stranger
 * beyond that is refused.
 */
final class RateLimiter {
  static final int SOURCES = 1 << 14;

  private static final long COST = 1_000_000_000L / 20;
  private static final long FULL = 5 * COST;
  private static final long FORGET = 1_000_000_000L;

  private record Source(IpVersion version, long bits) {}

  private static final class Bucket {
    long tokens = FULL;
    long filled;
  }

  private final Map<Source, Bucket> buckets = new HashMap<>();
  private long swept;

  boolean allow(IpAddress from, long now) {
    if (now - swept > FORGET) {
      swept = now;
      buckets.values().removeIf(bucket -> now - bucket.filled > FORGET);
    }
    Source source =
        new Source(from.version(), from.version() == IpVersion.IPV4 ? from.low() : from.high());
    Bucket bucket = buckets.get(source);
    if (bucket == null) {
      if (buckets.size() == SOURCES) {
        return false;
      }
      bucket = new Bucket();
      buckets.put(source, bucket);
    } else {
      bucket.tokens = Math.min(FULL, bucket.tokens + now - bucket.filled);
    }
    bucket.filled = now;
    if (bucket.tokens < COST) {
      return false;
    }
    bucket.tokens -= COST;
    return true;
  }

  int size() {
    return buckets.size();
  }
}
