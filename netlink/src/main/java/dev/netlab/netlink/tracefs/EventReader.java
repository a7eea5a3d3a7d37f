package dev.netlab.netlink.tracefs;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes one tracepoint's records.
 *
 * @param format as this kernel lays them out
 */
record EventReader(Tracepoint tracepoint, EventFormat format) {
  /**
   * Reads a record; an arrival is only noted.
   *
   * @param symbols functions by the code addresses that {@link #location} gives
   */
  Optional<TraceEvent> read(
      ByteBuffer record, long nanos, int cpu, Map<Long, String> symbols, Arrivals arrivals) {
    return switch (tracepoint) {
      case DROP ->
          Optional.of(
              new DroppedPacket(
                  nanos,
                  cpu,
                  (int) format.number(record, "protocol"),
                  reason(record),
                  symbols.getOrDefault(location(record), Long.toHexString(location(record))),
                  arrivals.take(format.number(record, "skbaddr"))));
      case ARRIVAL -> {
        arrivals.put(
            format.number(record, "skbaddr"),
            new PacketArrival(
                nanos, (int) format.number(record, "len"), format.placedText(record, "name")));
        yield Optional.empty();
      }
    };
  }

  /** The code address of a drop. */
  long location(ByteBuffer record) {
    return format.number(record, "location");
  }

  private String reason(ByteBuffer record) {
    if (!format.has("reason")) {
      return "";
    }
    int number = (int) format.number(record, "reason");
    // Numbers from 1 << 16 on belong to subsystems, whose names the format does not give.
    return format.symbols().getOrDefault(number, "0x" + Integer.toHexString(number));
  }
}
