package dev.netlab.insight.trace.render;

import dev.netlab.insight.story.Hop;
import dev.netlab.lab.Way;
import dev.netlab.lab.graph.End;
import dev.netlab.lab.graph.Tunnel;
import dev.netlab.lab.graph.svg.Picture;
import dev.netlab.lab.graph.svg.Picture.PlacedPort;
import dev.netlab.lab.graph.svg.Picture.PlacedWire;
import dev.netlab.lab.graph.svg.Spot;
import dev.netlab.lab.graph.svg.Trail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A journey's way through a lab's picture.
 *
 * @param legs one for each hop
 */
record PathOverlay(List<Segment> legs) {
  private static final double BEND = 60;

  /**
   * The way to a hop from the one before.
   *
   * @param place where the hop's interface is, if the picture has it
   * @param trail the {@code d} of the way there; empty for the first hop and where none is known
   * @param pipes numbers of the tunnels that the packet is in at this hop
   */
  record Segment(Optional<Spot> place, String trail, Set<Integer> pipes) {
    Segment {
      pipes = Collections.unmodifiableSet(new LinkedHashSet<>(pipes));
    }
  }

  PathOverlay {
    legs = List.copyOf(legs);
  }

  static PathOverlay of(List<Hop> hops, Picture picture) {
    List<Segment> legs = new ArrayList<>();
    Set<Integer> within = new LinkedHashSet<>();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      Optional<Integer> pipe = pipe(hop, picture);
      if (hop.way() == Way.OUT) {
        pipe.ifPresent(within::add);
      }
      legs.add(
          new Segment(
              port(hop, picture).map(port -> port.at().centre()),
              i == 0 ? "" : trail(hops.get(i - 1), hop, picture),
              within));
      if (hop.way() == Way.IN) {
        pipe.ifPresent(within::remove);
      }
    }
    return new PathOverlay(legs);
  }

  private static Optional<PlacedPort> port(Hop hop, Picture picture) {
    return picture.port(hop.node(), hop.interfaceName());
  }

  private static Optional<Integer> pipe(Hop hop, Picture picture) {
    End end = new End.Plug(hop.node(), hop.interfaceName());
    List<Tunnel> tunnels = picture.graph().tunnels();
    return tunnels.stream()
        .filter(tunnel -> tunnel.ends().contains(end))
        .findFirst()
        .map(tunnels::indexOf);
  }

  private static String trail(Hop from, Hop to, Picture picture) {
    Optional<PlacedPort> a = port(from, picture);
    Optional<PlacedPort> b = port(to, picture);
    if (a.isEmpty() || b.isEmpty() || a.equals(b)) {
      return "";
    }
    Spot start = a.get().at().centre();
    Spot end = b.get().at().centre();
    if (from.node().equals(to.node())) {
      return Trail.through(start, into(a.get(), picture), end, into(b.get(), picture));
    }
    End.Plug left = new End.Plug(from.node(), from.interfaceName());
    End.Plug right = new End.Plug(to.node(), to.interfaceName());
    for (PlacedWire wire : picture.wires()) {
      if (wire.ends().contains(left)) {
        End other = other(wire, left);
        if (other.equals(right)) {
          return Trail.rounded(from(left, wire));
        }
        for (PlacedWire next : picture.wires()) {
          if (other instanceof End.Segment
              && next.ends().contains(other)
              && next.ends().contains(right)) {
            List<Spot> spots = new ArrayList<>(from(left, wire));
            spots.addAll(from(other, next));
            return Trail.rounded(spots);
          }
        }
      }
    }
    return Trail.rounded(List.of(start, end));
  }

  private static End other(PlacedWire wire, End end) {
    return wire.ends().getFirst().equals(end) ? wire.ends().getLast() : wire.ends().getFirst();
  }

  private static List<Spot> from(End end, PlacedWire wire) {
    return wire.ends().getFirst().equals(end) ? wire.spots() : wire.spots().reversed();
  }

  /** To the right from a plug of the left side, to the left from one of the right. */
  private static double into(PlacedPort port, Picture picture) {
    return picture.boxes().stream()
        .filter(box -> box.box().name().equals(port.node()))
        .findFirst()
        .map(box -> port.at().centre().x() < box.at().centre().x() ? BEND : -BEND)
        .orElse(0.0);
  }
}
