package dev.netlab.lab.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which of two things is drawn left of the other. The lines of a lab have no direction, but
 * a layered drawing needs one: it points away from the first node in the file, where the lab's
 * story starts.
 */
public final class ReadingOrder {
  /** The number of hosts connected only to one network that may stand on one side of it. */
  private static final int ONE_SIDE = 6;

  private final Map<Object, List<Object>> neighbours = new LinkedHashMap<>();
  private final Map<Object, Integer> rank = new HashMap<>();

  /** Computes the order of a graph's boxes, networks and tunnels. */
  public ReadingOrder(LabGraph graph) {
    graph.boxes().forEach(box -> neighbours.put(box.name(), new ArrayList<>()));
    graph.networks().forEach(name -> neighbours.put(new End.Segment(name), new ArrayList<>()));
    for (Wire wire : graph.wires()) {
      join(place(wire.from()), place(wire.to()));
    }
    rank();
    graph.networks().forEach(this::balance);
    for (Tunnel tunnel : graph.tunnels()) {
      if (tunnel.ends().size() > 2) {
        tunnel.ends().forEach(end -> join(place(end), tunnel));
      } else {
        join(place(tunnel.ends().getFirst()), place(tunnel.ends().getLast()));
      }
    }
    rank();
  }

  /** The two ends, the left one first. */
  public List<End> leftToRight(End a, End b) {
    return rank(place(a)) <= rank(place(b)) ? List.of(a, b) : List.of(b, a);
  }

  /** Whether the end is left of the middle of a tunnel that more than two ends share. */
  public boolean isLeftOf(End end, Tunnel shared) {
    return rank(place(end)) <= rank(shared);
  }

  private int rank(Object place) {
    return rank.getOrDefault(place, 0);
  }

  /** The object that is ranked for an end: the name of its node, or the end itself. */
  private static Object place(End end) {
    return switch (end) {
      case End.Plug plug -> plug.node();
      case End.Unanswered unanswered -> unanswered.node();
      case End.Segment segment -> segment;
      case End.Elsewhere elsewhere -> elsewhere;
    };
  }

  private void join(Object a, Object b) {
    neighbours.computeIfAbsent(a, _ -> new ArrayList<>()).add(b);
    neighbours.computeIfAbsent(b, _ -> new ArrayList<>()).add(a);
  }

  /**
   * Ranks by the fewest lines from the first node that has a rank, or otherwise from the first node
   * in the file.
   */
  private void rank() {
    for (Object start : neighbours.keySet()) {
      rank.putIfAbsent(start, 0);
      Deque<Object> open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty()) {
        Object here = open.removeFirst();
        for (Object next : neighbours.getOrDefault(here, List.of())) {
          if (rank.putIfAbsent(next, rank(here) + 1) == null) {
            open.addLast(next);
          }
        }
      }
    }
  }

  /**
   * If a network has many hosts that are connected only to it, moves every second one to its left.
   */
  private void balance(String network) {
    End.Segment segment = new End.Segment(network);
    List<Object> single =
        neighbours.getOrDefault(segment, List.of()).stream()
            .filter(host -> neighbours.getOrDefault(host, List.of()).size() == 1)
            .toList();
    if (single.size() > ONE_SIDE) {
      for (int i = 0; i < single.size(); i += 2) {
        rank.put(single.get(i), rank(segment) - 1);
      }
    }
  }
}
