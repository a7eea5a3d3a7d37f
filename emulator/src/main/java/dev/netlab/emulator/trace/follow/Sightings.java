package dev.netlab.emulator.trace.follow;

import dev.netlab.emulator.capture.CapturedFrame;
import dev.netlab.emulator.packet.Level;
import dev.netlab.emulator.packet.Packet;
import dev.netlab.emulator.packet.WireGuard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Frames as sightings of the packets that are innermost in them. */
final class Sightings {
  private record Datagram(long receiver, long counter) {}

  private final Map<Datagram, Packet> carried = new HashMap<>();

  Sightings(Collection<Carried> carried) {
    carried.forEach(
        each -> this.carried.put(new Datagram(each.receiver(), each.counter()), each.inner()));
  }

  /** The frame's; empty for what is no packet to follow, such as a tunnel's own messages. */
  Optional<Sighting> of(CapturedFrame frame) {
    List<Level> levels = new ArrayList<>(frame.packet().levels());
    Packet innermost = frame.packet();
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
    if (packet.layers().isEmpty() || !(packet.layers().getLast() instanceof WireGuard.Data data)) {
      return Optional.empty();
    }
    return Optional.ofNullable(carried.get(new Datagram(data.receiver(), data.counter())));
  }
}
