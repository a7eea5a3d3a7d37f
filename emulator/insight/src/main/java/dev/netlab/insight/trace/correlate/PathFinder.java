package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.capture.CapturedFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the paths of all packets in a recording. */
public final class PathFinder {
  private static final Comparator<PacketPath> BY_START =
      Comparator.comparingLong(path -> path.first().nanos());

  private PathFinder() {}

  /**
   * Follows every packet.
   *
   * @param frames in the order of their times
   * @param carried what is known of WireGuard's datagrams
   * @return in the order in which they began
   */
  public static List<PacketPath> of(
      List<CapturedFrame> frames, Collection<TunnelPayload> carried, Wiring wiring) {
    Decapsulator sightings = new Decapsulator(carried);
    Map<Fingerprint, List<Sighting>> packets = new LinkedHashMap<>();
    for (CapturedFrame frame : frames) {
      sightings
          .of(frame)
          .forEach(
              seen ->
                  packets.computeIfAbsent(seen.fingerprint(), _ -> new ArrayList<>()).add(seen));
    }
    List<PacketPath> paths = new ArrayList<>();
    packets
        .values()
        .forEach(seen -> SightingTree.of(seen, wiring).forEach(root -> paths.add(path(root))));
    paths.sort(BY_START);
    return SegmentJoiner.join(paths, wiring);
  }

  private static PacketPath path(SightingTree.Node root) {
    List<Sighting> sightings = new ArrayList<>(List.of(root.sighting()));
    List<PacketPath.Copy> copies = new ArrayList<>();
    SightingTree.Node at = root;
    while (!at.children().isEmpty()) {
      List<SightingTree.Node> children = at.children();
      SightingTree.Node next = children.getFirst();
      for (SightingTree.Node child : children) {
        next = child.length() > next.length() ? child : next;
      }
      int after = sightings.size() - 1;
      for (SightingTree.Node child : children) {
        if (!child.equals(next)) {
          copies.add(new PacketPath.Copy(after, child.sighting()));
        }
      }
      sightings.add(next.sighting());
      at = next;
    }
    return new PacketPath(sightings, copies);
  }
}
