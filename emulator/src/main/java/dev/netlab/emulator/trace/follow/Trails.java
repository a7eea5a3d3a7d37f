package dev.netlab.emulator.trace.follow;

import dev.netlab.emulator.lab.Way;
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
final class Trails {
  private static final String LOOPBACK = "lo";

  /** Times of two sightings so close together do not tell which was first; the wiring does. */
  private static final long TIE_NANOS = 50_000;

  private static final Comparator<Trail> CHILDLESS =
      Comparator.comparing(trail -> trail.children().isEmpty());

  /** Of equal packets the later: the one before it was lost, or it would not be sent again. */
  private static final Comparator<Trail> BY_TIME =
      Comparator.comparingLong(trail -> trail.sighting().nanos());

  private final Wiring wiring;
  private final List<Trail> roots = new ArrayList<>();
  private final Map<String, List<Trail>> byNode = new HashMap<>();

  private Trails(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * The trails of packets that have one fingerprint.
   *
   * @param sightings in the order of their times
   */
  static List<Trail> of(List<Sighting> sightings, Wiring wiring) {
    Trails trails = new Trails(wiring);
    List<Sighting> rest = new ArrayList<>(sightings);
    while (!rest.isEmpty()) {
      trails.addNext(rest);
    }
    return trails.roots;
  }

  /** Takes the earliest, unless it comes of one that seems to be just as early. */
  private void addNext(List<Sighting> rest) {
    long until = rest.getFirst().nanos() + TIE_NANOS;
    for (int i = 0; i < rest.size() && rest.get(i).nanos() <= until; i++) {
      Sighting sighting = rest.get(i);
      Optional<Trail> parent = parent(sighting);
      if (parent.isPresent()) {
        rest.remove(i);
        add(new Trail(sighting, parent.get()));
        return;
      }
    }
    for (int i = 0; i < rest.size() && rest.get(i).nanos() <= until; i++) {
      if (begins(rest.get(i), rest, until)) {
        add(begun(rest.remove(i)));
        return;
      }
    }
    add(begun(rest.removeFirst()));
  }

  private Trail begun(Sighting sighting) {
    Trail root = new Trail(sighting, null);
    roots.add(root);
    return root;
  }

  private void add(Trail trail) {
    byNode.computeIfAbsent(trail.sighting().node(), _ -> new ArrayList<>()).add(trail);
  }

  /** Whether it comes of none of those that seem to be just as early. */
  private boolean begins(Sighting sighting, List<Sighting> rest, long until) {
    return rest.stream()
        .takeWhile(other -> other.nanos() <= until)
        .noneMatch(other -> comesOf(sighting, other));
  }

  private boolean comesOf(Sighting sighting, Sighting before) {
    Optional<Wiring.End> end = wiring.otherEnd(sighting.node(), sighting.interfaceName());
    return sighting.way() == Way.IN && end.isPresent()
        ? left(before, end.get())
        : before.node().equals(sighting.node()) && goesOnInside(before, sighting);
  }

  private Optional<Trail> parent(Sighting sighting) {
    Optional<Wiring.End> end = wiring.otherEnd(sighting.node(), sighting.interfaceName());
    if (sighting.way() == Way.IN && end.isPresent()) {
      return trails(end.get().node()).stream()
          .filter(trail -> left(trail.sighting(), end.get()))
          .filter(trail -> trail.children().isEmpty())
          .max(BY_TIME);
    }
    return trails(sighting.node()).stream()
        .filter(trail -> goesOnInside(trail.sighting(), sighting))
        .filter(trail -> !trail.hasChildAt(sighting))
        .filter(trail -> trail.children().isEmpty() || isFlood(trail, sighting))
        .max(CHILDLESS.thenComparing(BY_TIME));
  }

  private List<Trail> trails(String node) {
    return byNode.getOrDefault(node, List.of());
  }

  private static boolean left(Sighting sighting, Wiring.End end) {
    return sighting.way() == Way.OUT
        && sighting.node().equals(end.node())
        && sighting.interfaceName().equals(end.interfaceName());
  }

  /** Whether a node can have made the second of the first. */
  private boolean goesOnInside(Sighting before, Sighting next) {
    boolean onWire = wiring.otherEnd(before.node(), before.interfaceName()).isPresent();
    if (before.way() == Way.OUT && onWire) {
      return false;
    }
    if (before.interfaceName().equals(LOOPBACK) && before.way() == Way.OUT) {
      return next.interfaceName().equals(LOOPBACK) && next.way() == Way.IN;
    }
    if (before.way() == Way.OUT) {
      // A tunnel wraps; a bridge or VLAN device hands on what it has.
      return next.way() == Way.OUT
          && !next.interfaceName().equals(before.interfaceName())
          && next.depth() >= before.depth();
    }
    return next.way() == Way.OUT
        ? next.depth() == before.depth()
        : next.depth() <= before.depth() && !next.interfaceName().equals(before.interfaceName());
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
