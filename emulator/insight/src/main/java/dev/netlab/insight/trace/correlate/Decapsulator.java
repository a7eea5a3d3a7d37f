package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Packet;
import dev.netlab.packet.WireGuardMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Frames as sightings of the packets that are innermost in them. */
final class Decapsulator {
  /** The type of a data message, with the zeros behind it (whitepaper section 5.4.6). */
  private static final int DATA = 4;

  private record Datagram(long receiver, long counter) {}

  private final Map<Datagram, Packet> carried = new HashMap<>();

  Decapsulator(Collection<TunnelPayload> carried) {
    carried.forEach(
        each -> this.carried.put(new Datagram(each.receiver(), each.counter()), each.inner()));
  }

  /** The frame's; empty for what is no packet to follow, such as a tunnel's own messages. */
  List<Sighting> of(CapturedFrame frame) {
    Packet packet = frame.packet();
    List<Sighting> sightings = new ArrayList<>();
    inside(frame, packet.levels(), packet).ifPresent(sightings::add);
    if (!packet.layers().isEmpty()
        && packet.layers().getLast() instanceof WireGuardMessage.Data first) {
      for (WireGuardMessage.Data data : behind(frame, first)) {
        Packet inner = carried.get(new Datagram(data.receiver(), data.counter()));
        if (inner != null) {
          List<EncapLevel> levels = new ArrayList<>(packet.levels());
          levels.set(levels.size() - 1, new EncapLevel(List.of(data)));
          levels.addAll(inner.levels());
          inside(frame, levels, inner).ifPresent(sightings::add);
        }
      }
    }
    return sightings;
  }

  /** Datagrams of one flow go through the kernel as one, until a card would part them. */
  private List<WireGuardMessage.Data> behind(CapturedFrame frame, WireGuardMessage.Data first) {
    List<WireGuardMessage.Data> train = new ArrayList<>();
    ByteBuffer bytes = frame.bytes().order(ByteOrder.LITTLE_ENDIAN);
    Packet inner = carried.get(new Datagram(first.receiver(), first.counter()));
    int length = inner == null ? first.length() : sealed(inner);
    int end = Math.min(first.offset() + first.length(), bytes.limit());
    for (int at = first.offset() + length;
        at + WireGuardMessage.Data.OVERHEAD <= end && bytes.getInt(at) == DATA;
        at += length) {
      long receiver = Integer.toUnsignedLong(bytes.getInt(at + 4));
      train.add(
          new WireGuardMessage.Data(
              at, Math.min(length, end - at), receiver, bytes.getLong(at + 8)));
    }
    return train;
  }

  /** How long the datagram of a packet is: padded to a multiple of 16 bytes. */
  private static int sealed(Packet inner) {
    int length =
        inner.levels().getFirst().find(Ip.class).map(Ip::length).orElse(inner.originalLength());
    return WireGuardMessage.Data.OVERHEAD + (length + 15) / 16 * 16;
  }

  private Optional<Sighting> inside(CapturedFrame frame, List<EncapLevel> outer, Packet packet) {
    List<EncapLevel> levels = new ArrayList<>(outer);
    Packet innermost = packet;
    Optional<Packet> inner = carriedBy(innermost);
    while (inner.isPresent()) {
      innermost = inner.get();
      levels.addAll(innermost.levels());
      inner = carriedBy(innermost);
    }
    return Fingerprint.of(innermost)
        .map(
            print ->
                new Sighting(frame, levels.subList(0, levels.size() - 1), levels.getLast(), print));
  }

  private Optional<Packet> carriedBy(Packet packet) {
    if (packet.layers().isEmpty()
        || !(packet.layers().getLast() instanceof WireGuardMessage.Data data)) {
      return Optional.empty();
    }
    return Optional.ofNullable(carried.get(new Datagram(data.receiver(), data.counter())));
  }
}
