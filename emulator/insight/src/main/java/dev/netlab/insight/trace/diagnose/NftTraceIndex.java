package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.trace.correlate.Fingerprint;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.packet.EncapLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which chain traversals belong to which packet. Nftrace does not say: it shows the packet's
 * headers, so equal packets take equal traversals in the order in which they were seen. All
 * followed packets take theirs once, at the start, so it does not matter which of them are asked
 * for later.
 */
final class NftTraceIndex {
  /** The kernel's clock and ours are read at different moments. */
  private static final long CLOCKS_NANOS = 1_000_000;

  private record Key(String node, Fingerprint headers) {}

  private record NodeFlow(String node, FlowKey flow) {}

  private final LabState state;

  /** Those that no followed packet took. */
  private final Map<Key, List<ChainTraversal>> untaken = new LinkedHashMap<>();

  private final Map<NodeFlow, List<ChainTraversal>> byFlow = new HashMap<>();
  private final Set<Key> seen = new HashSet<>();

  /** By path and by place on it, as {@link #find} counts places. */
  private final IdentityHashMap<PacketPath, List<List<ChainTraversal>>> taken =
      new IdentityHashMap<>();

  /**
   * @param paths of all packets that an interface saw
   * @param followed those whose journeys may be asked for, in the order in which they began
   */
  NftTraceIndex(
      LabState state,
      List<ChainTraversal> traversals,
      List<PacketPath> paths,
      List<PacketPath> followed) {
    this.state = state;
    for (PacketPath path : paths) {
      for (Sighting sighting : path.sightings()) {
        key(sighting.node(), List.of(sighting.outermost())).ifPresent(seen::add);
      }
    }
    for (ChainTraversal each : traversals) {
      each.flow()
          .map(flow -> new NodeFlow(each.node(), flow))
          .ifPresent(at -> byFlow.computeIfAbsent(at, _ -> new ArrayList<>()).add(each));
      key(each.node(), each.packet().levels())
          .ifPresent(key -> untaken.computeIfAbsent(key, _ -> new ArrayList<>()).add(each));
    }
    followed.forEach(this::take);
  }

  private static Optional<Key> key(String node, List<EncapLevel> levels) {
    return levels.isEmpty()
        ? Optional.empty()
        : Fingerprint.ofHeaders(levels.getFirst()).map(headers -> new Key(node, headers));
  }

  /** Two traversals with the same words are two: each is taken by itself. */
  @SuppressWarnings("ReferenceEquality")
  private void take(PacketPath path) {
    List<List<ChainTraversal>> places = new ArrayList<>();
    for (int place = 0; place <= path.sightings().size(); place++) {
      List<ChainTraversal> found = find(path, place);
      found.forEach(
          each ->
              key(each.node(), each.packet().levels())
                  .map(untaken::get)
                  .ifPresent(list -> list.removeIf(other -> other == each)));
      places.add(found);
    }
    taken.put(path, List.copyOf(places));
  }

  /** The traversals of a packet in the node that made it, before it was first seen. */
  List<ChainTraversal> beforeFirst(PacketPath path) {
    return at(path, 0);
  }

  /**
   * The traversals of a packet between a sighting and the next one, or behind the last one, in the
   * node of the sighting.
   *
   * @param index of the sighting
   */
  List<ChainTraversal> after(PacketPath path, int index) {
    return at(path, index + 1);
  }

  /** The traversals behind the last sighting. */
  List<ChainTraversal> afterLast(PacketPath path) {
    return at(path, path.sightings().size());
  }

  private List<ChainTraversal> at(PacketPath path, int place) {
    List<List<ChainTraversal>> places = taken.get(path);
    return places == null ? find(path, place) : places.get(place);
  }

  /**
   * What nobody took yet and fits to a packet.
   *
   * @param place 0 before the first sighting, else the number of sightings before it
   */
  private List<ChainTraversal> find(PacketPath path, int place) {
    List<Sighting> sightings = path.sightings();
    if (place == 0) {
      return path.first().way() == Way.OUT ? find(path.first()) : List.of();
    }
    Sighting before = sightings.get(place - 1);
    if (place == sightings.size()) {
      return before.way() == Way.IN ? find(before) : List.of();
    }
    Sighting after = sightings.get(place);
    if (!before.node().equals(after.node())) {
      return List.of();
    }
    if (before.depth() != after.depth()) {
      return find(before.depth() > after.depth() ? before : after);
    }
    return HopEvents.isRouted(before, after) ? findForwarded(before, after) : List.of();
  }

  /** Those of a packet that its node made, or that came in and was not seen to leave. */
  private List<ChainTraversal> find(Sighting sighting) {
    return find(sighting.node(), List.of(sighting.outermost()), sighting.nanos(), _ -> true);
  }

  /**
   * Those of a packet that the node's routing forwards. A packet that comes to the same hooks from
   * a bridge as well has other traversals there.
   */
  private List<ChainTraversal> findForwarded(Sighting before, Sighting after) {
    return find(
        before.node(),
        List.of(before.outermost(), after.outermost()),
        before.nanos(),
        traversal -> {
          NodeSnapshot node = state.node(before.node());
          return HopEvents.bridge(node, before, after).isEmpty()
              && isBy(node, traversal.inInterface(), before)
              && isBy(node, traversal.outInterface(), after);
        });
  }

  private static boolean isBy(NodeSnapshot node, int interfaceIndex, Sighting sighting) {
    return interfaceIndex == 0
        || interfaceIndex == node.link(sighting.interfaceName()).map(Link::index).orElse(0);
  }

  /**
   * The traversals of a packet through a node, one of each chain.
   *
   * @param faces the packet as it was seen there, before and after
   * @param nanos when it was first seen there
   */
  private List<ChainTraversal> find(
      String node, List<EncapLevel> faces, long nanos, Predicate<ChainTraversal> fits) {
    List<ChainTraversal> candidates =
        key(node, faces).map(key -> untaken.getOrDefault(key, List.of())).orElse(List.of());
    Set<IpAddress> addresses = new HashSet<>();
    for (EncapLevel face : faces) {
      FlowKey.of(face)
          .ifPresent(
              flow -> {
                addresses.add(flow.source());
                addresses.add(flow.destination());
              });
    }
    List<ChainTraversal> found = new ArrayList<>();
    Set<String> chains = new HashSet<>();
    for (ChainTraversal each : candidates) {
      boolean ours =
          each.nanos() >= nanos - CLOCKS_NANOS
              && each.flow()
                  .map(f -> addresses.contains(f.source()) || addresses.contains(f.destination()))
                  .orElse(true)
              && fits.test(each);
      if (ours && chains.add(each.table() + " " + each.chain())) {
        found.add(each);
      }
    }
    return List.copyOf(found);
  }

  /** The traversals of all packets of a flow in a node. */
  List<ChainTraversal> of(String node, FlowKey flow) {
    return byFlow.getOrDefault(new NodeFlow(node, flow), List.of());
  }

  /** Packets of a node that no interface saw: the traversals of each. */
  List<List<ChainTraversal>> unseen(String node) {
    return untaken.entrySet().stream()
        .filter(each -> each.getKey().node().equals(node) && !seen.contains(each.getKey()))
        .map(each -> List.copyOf(each.getValue()))
        .toList();
  }
}
