package dev.netlab.netlink.tracefs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns one tracepoint's records into events.
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
      case ROUTE_LOOKUP ->
          Optional.of(lookup(record, nanos, cpu, gateway(record, "gw4"), gateway(record, "gw6")));
      case ROUTE_LOOKUP6 -> Optional.of(lookup(record, nanos, cpu, gateway(record, "gw"), null));
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

  private RouteLookup lookup(
      ByteBuffer record,
      long nanos,
      int cpu,
      @Nullable InetAddress gateway,
      @Nullable InetAddress other) {
    return new RouteLookup(
        nanos,
        cpu,
        (int) format.number(record, "tb_id"),
        (int) format.number(record, "err"),
        (int) format.number(record, "iif"),
        (int) format.number(record, "oif"),
        (int) format.number(record, "proto"),
        address(format.bytes(record, "src")),
        address(format.bytes(record, "dst")),
        (int) format.number(record, "sport"),
        (int) format.number(record, "dport"),
        format.text(record, "name"),
        gateway == null ? other : gateway);
  }

  private @Nullable InetAddress gateway(ByteBuffer record, String name) {
    byte[] bytes = format.bytes(record, name);
    return Arrays.equals(bytes, new byte[bytes.length]) ? null : address(bytes);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
    }
  }
}
