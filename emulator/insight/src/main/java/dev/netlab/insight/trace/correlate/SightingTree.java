package dev.netlab.insight.trace.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the sightings of one packet into their causal order: each comes of an earlier one at the
 * other end of its wire, or in the same node. What comes of none begins a trail: the packet was
 * made there, or is sent again.
 */
final class SightingTree {
  /** Times of two sightings so close together do not tell which was first; the wiring does. */
  private static final long TIE_NANOS = 50_000;

  private static final Comparator<Trail> CHILDLESS =
      Comparator.comparing(trail -> trail.children().isEmpty());

  /** Of equal packets the later: the one before it was lost, or it would not be sent again. */
  private static final Comparator<Trail> BY_TIME =
      Comparator.comparingLong(trail -> trail.sighting().nanos());

  private final CausalOrder causality;
  private final List<Trail> roots = new ArrayList<>();
  private final Map<String, List<Trail>> byNode = new HashMap<>();

  private SightingTree(Wiring wiring) {
    this.causality = new CausalOrder(wiring);
  }

  /**
   * The trails of packets that have one fingerprint.
   *
   * @param sightings in the order of their times
   */
  static List<Trail> of(List<Sighting> sightings, Wiring wiring) {
    SightingTree trails = new SightingTree(wiring);
    List<Sighting> rest = new ArrayList<>(sightings);
    while (!rest.isEmpty()) {
      trails.addNext(rest);
    }
    return trails.roots;
  }

  /** Takes the earliest, unless it comes of one that seems to be just as early. */
  private void addNext(List<Sighting> rest) {
    long until = rest.getFirst().nanos() + TIE_NANOS;
    List<Sighting> next = rest.stream().takeWhile(each -> each.nanos() <= until).toList();
    for (Sighting sighting : next) {
      if (waits(sighting, next, sighting.nanos())) {
        continue;
      }
      Optional<Trail> parent = parent(sighting);
      if (parent.isPresent() || !waits(sighting, next, until)) {
        take(sighting, parent, rest);
        return;
      }
    }
    // Each may come of another, as in a loop: then time decides.
    for (Sighting sighting : next) {
      Optional<Trail> parent = parent(sighting);
      if (parent.isPresent()) {
        take(sighting, parent, rest);
        return;
      }
    }
    take(rest.getFirst(), Optional.empty(), rest);
  }

  private void take(Sighting sighting, Optional<Trail> parent, List<Sighting> rest) {
    rest.remove(sighting);
    add(parent.map(before -> new Trail(sighting, before)).orElseGet(() -> begun(sighting)));
  }

  private Trail begun(Sighting sighting) {
    Trail root = new Trail(sighting, null);
    roots.add(root);
    return root;
  }

  private void add(Trail trail) {
    byNode.computeIfAbsent(trail.sighting().node(), _ -> new ArrayList<>()).add(trail);
  }

  /** Whether one that is not later than a moment, and not placed yet, may be what it came of. */
  private boolean waits(Sighting sighting, List<Sighting> others, long until) {
    return others.stream()
        .takeWhile(other -> other.nanos() <= until)
        .anyMatch(other -> !other.equals(sighting) && causality.canComeOf(sighting, other));
  }

  private Optional<Trail> parent(Sighting sighting) {
    Optional<Wiring.End> end = causality.sender(sighting);
    if (end.isPresent()) {
      return trails(end.get().node()).stream()
          .filter(trail -> causality.canComeOf(sighting, trail.sighting()))
          .filter(trail -> trail.children().isEmpty())
          .max(BY_TIME);
    }
    return trails(sighting.node()).stream()
        .filter(trail -> causality.canComeOf(sighting, trail.sighting()))
        .filter(trail -> !trail.hasChildAt(sighting))
        .filter(trail -> trail.children().isEmpty() || isFlood(trail, sighting))
        .max(CHILDLESS.thenComparing(BY_TIME));
  }

  private List<Trail> trails(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  /** Copies of a frame leave a bridge by several ports at once. */
  private static boolean isFlood(Trail trail, Sighting next) {
    @Nullable Trail child = trail.children().isEmpty() ? null : trail.children().getFirst();
    return child != null
        && child.sighting().way() == next.way()
        && child.sighting().depth() == next.depth()
        && child.sighting().frame().bytes().equals(next.frame().bytes());
  }
}
