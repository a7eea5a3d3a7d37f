package dev.netlab.insight.trace.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sightings of one packet in their causal order: each comes of an earlier one at the other end
 * of its wire, or in the same node. A sighting that comes of none is a root: the packet was made
 * there, or is sent again.
 */
final class SightingTree {
  /** Times of two sightings so close together do not tell which was first; the wiring does. */
  private static final long TIE_NANOS = 50_000;

  private static final Comparator<Node> CHILDLESS =
      Comparator.comparing(node -> node.children().isEmpty());

  /** Of equal packets the later: the one before it was lost, or it would not be sent again. */
  private static final Comparator<Node> BY_TIME =
      Comparator.comparingLong(node -> node.sighting().nanos());

  private final CausalOrder causality;
  private final List<Node> roots = new ArrayList<>();
  private final Map<String, List<Node>> byNode = new HashMap<>();

  /** A sighting, and those that came of it: several where a frame was flooded or cut. */
  static final class Node {
    private final Sighting sighting;
    private final List<Node> children = new ArrayList<>();

    private Node(Sighting sighting, @Nullable Node parent) {
      this.sighting = sighting;
      if (parent != null) {
        parent.children.add(this);
      }
    }

    Sighting sighting() {
      return sighting;
    }

    List<Node> children() {
      return children;
    }

    /** Whether something was seen at this place already that came of it. */
    private boolean hasChildAt(Sighting place) {
      return children.stream().anyMatch(child -> child.sighting.isAtSamePlace(place));
    }

    /** How many more sightings the longest way from here has. */
    int length() {
      return children.stream().mapToInt(child -> 1 + child.length()).max().orElse(0);
    }
  }

  private SightingTree(Wiring wiring) {
    this.causality = new CausalOrder(wiring);
  }

  /**
   * The roots of sightings that have one fingerprint.
   *
   * @param sightings in the order of their times
   */
  static List<Node> of(List<Sighting> sightings, Wiring wiring) {
    SightingTree tree = new SightingTree(wiring);
    List<Sighting> rest = new ArrayList<>(sightings);
    while (!rest.isEmpty()) {
      tree.addNext(rest);
    }
    return tree.roots;
  }

  /** Takes the earliest, unless it comes of one that seems to be just as early. */
  private void addNext(List<Sighting> rest) {
    long until = rest.getFirst().nanos() + TIE_NANOS;
    List<Sighting> next = rest.stream().takeWhile(each -> each.nanos() <= until).toList();
    for (Sighting sighting : next) {
      if (mayComeOfAnother(sighting, next, sighting.nanos())) {
        continue;
      }
      Optional<Node> parent = parent(sighting);
      if (parent.isPresent() || !mayComeOfAnother(sighting, next, until)) {
        take(sighting, parent, rest);
        return;
      }
    }
    // Each may come of another, as in a loop: then time decides.
    for (Sighting sighting : next) {
      Optional<Node> parent = parent(sighting);
      if (parent.isPresent()) {
        take(sighting, parent, rest);
        return;
      }
    }
    take(rest.getFirst(), Optional.empty(), rest);
  }

  private void take(Sighting sighting, Optional<Node> parent, List<Sighting> rest) {
    rest.remove(sighting);
    add(parent.map(before -> new Node(sighting, before)).orElseGet(() -> root(sighting)));
  }

  private Node root(Sighting sighting) {
    Node root = new Node(sighting, null);
    roots.add(root);
    return root;
  }

  private void add(Node node) {
    byNode.computeIfAbsent(node.sighting().node(), _ -> new ArrayList<>()).add(node);
  }

  /** Whether one that is not later than a moment, and not placed yet, may be what it came of. */
  private boolean mayComeOfAnother(Sighting sighting, List<Sighting> others, long until) {
    return others.stream()
        .takeWhile(other -> other.nanos() <= until)
        .anyMatch(other -> !other.equals(sighting) && causality.canComeOf(sighting, other));
  }

  private Optional<Node> parent(Sighting sighting) {
    Optional<Wiring.End> end = causality.sender(sighting);
    if (end.isPresent()) {
      return at(end.get().node()).stream()
          .filter(node -> causality.canComeOf(sighting, node.sighting()))
          .filter(node -> node.children().isEmpty())
          .max(BY_TIME);
    }
    return at(sighting.node()).stream()
        .filter(node -> causality.canComeOf(sighting, node.sighting()))
        .filter(node -> !node.hasChildAt(sighting))
        .filter(node -> node.children().isEmpty() || isFlood(node, sighting))
        .max(CHILDLESS.thenComparing(BY_TIME));
  }

  private List<Node> at(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  /** Copies of a frame leave a bridge by several ports at once. */
  private static boolean isFlood(Node node, Sighting next) {
    @Nullable Node child = node.children().isEmpty() ? null : node.children().getFirst();
    return child != null
        && child.sighting().way() == next.way()
        && child.sighting().depth() == next.depth()
        && child.sighting().frame().bytes().equals(next.frame().bytes());
  }
}
