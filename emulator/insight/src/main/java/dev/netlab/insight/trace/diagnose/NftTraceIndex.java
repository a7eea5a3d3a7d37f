package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.trace.correlate.Fingerprint;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.packet.EncapLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Walks through chains, found again by the packet that made them. Equal packets made them in the
 * order in which they were seen, so each packet in its turn takes those of its own.
 */
final class NftTraceIndex {
  /** The kernel's clock and ours are read at different moments. */
  private static final long CLOCKS_NANOS = 1_000_000;

  private record Key(String node, Fingerprint headers) {}

  private record Between(String node, FlowKey ends) {}

  private final Map<Key, List<ChainTraversal>> unclaimed = new LinkedHashMap<>();
  private final Map<Between, List<ChainTraversal>> byEnds = new HashMap<>();

  private final Set<Key> seen = new HashSet<>();

  /**
   * @param paths whose packets some interface saw
   */
  NftTraceIndex(List<ChainTraversal> walks, List<PacketPath> paths) {
    for (PacketPath path : paths) {
      for (Sighting sighting : path.sightings()) {
        key(sighting.node(), List.of(sighting.outermost())).ifPresent(seen::add);
      }
    }
    for (ChainTraversal walk : walks) {
      ends(walk)
          .map(ends -> new Between(walk.node(), ends))
          .ifPresent(at -> byEnds.computeIfAbsent(at, _ -> new ArrayList<>()).add(walk));
      key(walk.node(), walk.packet().levels())
          .ifPresent(key -> unclaimed.computeIfAbsent(key, _ -> new ArrayList<>()).add(walk));
    }
  }

  private static Optional<Key> key(String node, List<EncapLevel> levels) {
    return levels.isEmpty()
        ? Optional.empty()
        : Fingerprint.ofHeaders(levels.getFirst()).map(headers -> new Key(node, headers));
  }

  /**
   * The walks of a packet through a node, once through each chain.
   *
   * @param faces the packet as it was seen there, before and after
   * @param nanos when it was first seen there
   */
  List<ChainTraversal> claim(String node, List<EncapLevel> faces, long nanos) {
    return claim(node, faces, nanos, _ -> true);
  }

  /**
   * The walks of a packet that a node's routing passes on: a packet that comes to the same hooks
   * from a bridge as well has other walks there.
   *
   * @param in index of the interface that it came by
   * @param out index of the interface that it left by
   */
  List<ChainTraversal> claim(String node, List<EncapLevel> faces, long nanos, int in, int out) {
    return claim(
        node,
        faces,
        nanos,
        walk ->
            (walk.inInterface() == 0 || walk.inInterface() == in)
                && (walk.outInterface() == 0 || walk.outInterface() == out));
  }

  private List<ChainTraversal> claim(
      String node, List<EncapLevel> faces, long nanos, Predicate<ChainTraversal> here) {
    List<ChainTraversal> found =
        key(node, faces).map(key -> unclaimed.getOrDefault(key, List.of())).orElse(List.of());
    Set<IpAddress> addresses = new HashSet<>();
    faces.stream()
        .flatMap(face -> FlowKey.of(face).stream())
        .forEach(
            ends -> {
              addresses.add(ends.source());
              addresses.add(ends.destination());
            });
    List<ChainTraversal> claimed = new ArrayList<>();
    Set<String> chains = new HashSet<>();
    for (Iterator<ChainTraversal> all = found.iterator(); all.hasNext(); ) {
      ChainTraversal walk = all.next();
      boolean ours =
          here.test(walk)
              && walk.nanos() >= nanos - CLOCKS_NANOS
              && ends(walk)
                  .map(e -> addresses.contains(e.source()) || addresses.contains(e.destination()))
                  .orElse(true);
      if (ours && chains.add(walk.table() + " " + walk.chain())) {
        claimed.add(walk);
        all.remove();
      }
    }
    return claimed;
  }

  /** The walks of a packet that came in and was not seen to leave. */
  List<ChainTraversal> at(Sighting sighting) {
    return claim(sighting.node(), List.of(sighting.outermost()), sighting.nanos());
  }

  /** The walks of all packets that came to a node's hooks with these ends, whoever claimed them. */
  List<ChainTraversal> of(String node, FlowKey ends) {
    return byEnds.getOrDefault(new Between(node, ends), List.of());
  }

  /** What the packet of a walk is between. */
  static Optional<FlowKey> ends(ChainTraversal walk) {
    return walk.packet().levels().isEmpty()
        ? Optional.empty()
        : FlowKey.of(walk.packet().levels().getFirst());
  }

  /** Packets of a node that nothing was seen of on any interface: their walks, packet by packet. */
  List<List<ChainTraversal>> unseen(String node) {
    return unclaimed.entrySet().stream()
        .filter(each -> each.getKey().node().equals(node) && !seen.contains(each.getKey()))
        .map(each -> List.copyOf(each.getValue()))
        .toList();
  }
}
