package dev.netlab.insight.trace.correlate;

import static java.util.stream.Collectors.toSet;

import dev.netlab.packet.Tcp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins the paths of TCP segments that a node cut or merged on the way, as segmentation offloads
 * do. What left has other lengths than what came, so the bytes of the stream show what became of
 * what. Of a segment that was cut the first part is followed; those that were merged continue
 * together.
 */
final class SegmentJoiner {
  /** A device that cuts or merges takes that long at most. */
  private static final long AT_MOST_NANOS = 200_000_000;

  private record At(String node, FlowKey ends) {}

  /**
   * Bytes of a stream.
   *
   * @param from the sequence number of the first
   */
  private record Range(long from, int length) {
    /** Sequence numbers wrap around (RFC 9293, section 3.4). */
    boolean contains(Range other) {
      long offset = other.from - from & 0xffffffffL;
      return offset + other.length <= length;
    }
  }

  private final CausalOrder causality;
  private final Map<At, List<PacketPath>> beginnings = new HashMap<>();

  /** By the first sighting of a path: the path that continues it. */
  private final Map<Sighting, PacketPath> next = new HashMap<>();

  private SegmentJoiner(CausalOrder causality) {
    this.causality = causality;
  }

  /** The same ways, with those joined that belong together. */
  static List<PacketPath> join(List<PacketPath> paths, Wiring wiring) {
    SegmentJoiner segments = new SegmentJoiner(new CausalOrder(wiring));
    paths.forEach(segments::index);
    paths.forEach(segments::findNext);
    Set<Sighting> joined = segments.next.values().stream().map(PacketPath::first).collect(toSet());
    return paths.stream()
        .filter(path -> !joined.contains(path.first()))
        .map(segments::whole)
        .toList();
  }

  private static Optional<Range> range(Sighting sighting) {
    return sighting
        .packet()
        .find(Tcp.class)
        .filter(tcp -> tcp.payloadLength() > 0)
        .map(tcp -> new Range(tcp.sequence(), tcp.payloadLength()));
  }

  private static Optional<At> at(Sighting sighting) {
    return range(sighting)
        .flatMap(_ -> FlowKey.of(sighting.packet()))
        .map(ends -> new At(sighting.node(), ends));
  }

  private void index(PacketPath path) {
    at(path.first())
        .ifPresent(at -> beginnings.computeIfAbsent(at, _ -> new ArrayList<>()).add(path));
  }

  private void findNext(PacketPath path) {
    Sighting last = path.last();
    at(last).map(at -> beginnings.getOrDefault(at, List.of())).orElse(List.of()).stream()
        .filter(other -> continues(last, other.first()))
        .min(Comparator.comparingLong(other -> other.first().nanos()))
        .ifPresent(other -> next.put(path.first(), other));
  }

  private boolean continues(Sighting last, Sighting first) {
    Range before = range(last).orElseThrow();
    Range after = range(first).orElseThrow();
    boolean cut = before.from == after.from && after.length < before.length;
    boolean merged = before.length < after.length && after.contains(before);
    return (cut || merged)
        && first.nanos() > last.nanos()
        && first.nanos() - last.nanos() <= AT_MOST_NANOS
        && causality.canComeOf(first, last);
  }

  private PacketPath whole(PacketPath path) {
    List<Sighting> sightings = new ArrayList<>(path.sightings());
    List<PacketPath.Copy> copies = new ArrayList<>(path.copies());
    for (PacketPath more = next.get(path.first()); more != null; more = next.get(more.first())) {
      int from = sightings.size();
      sightings.addAll(more.sightings());
      more.copies().forEach(c -> copies.add(new PacketPath.Copy(from + c.after(), c.first())));
    }
    return new PacketPath(sightings, copies);
  }
}
