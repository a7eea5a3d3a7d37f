package dev.netlab.netlink.tracefs;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where packets came in, by their addresses in the kernel's memory: the latest of each. */
final class Arrivals {
  private static final int MOST = 1 << 16;

  private final Map<Long, PacketArrival> latest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, PacketArrival> eldest) {
          return size() > MOST;
        }
      };

  void put(long packet, PacketArrival arrival) {
    // Taken out first, so that the map's order is that of the latest arrivals.
    latest.remove(packet);
    latest.put(packet, arrival);
  }

  /** The arrival of a packet that is gone after this. */
  @Nullable PacketArrival take(long packet) {
    return latest.remove(packet);
  }
}
