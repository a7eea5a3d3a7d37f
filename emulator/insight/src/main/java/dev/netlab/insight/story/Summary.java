package dev.netlab.insight.story;

import java.util.ArrayList;
import java.util.List;

/**
 * A journey in few rows: one for each time that the packet comes into a node or goes out of it.
 * What it passes inside of a node, such as ports of bridges and devices of tunnels, has none.
 */
public record Summary(List<Row> rows) {
  public Summary {
    rows = List.copyOf(rows);
  }

  /**
   * The packet at the border of a node.
   *
   * @param done what nodes did with it since the row before, of which each is told at its hop
   */
  public record Row(Hop hop, List<Hop> done) {
    public Row {
      done = List.copyOf(done);
    }
  }

  /** The rows of a journey. */
  public static Summary of(Journey journey) {
    List<Hop> hops = journey.hops();
    List<Row> rows = new ArrayList<>();
    int told = 0;
    for (int i = 0; i < hops.size(); i++) {
      if (isBorder(hops, i)) {
        // What a packet's node did to make it is told at the first hop, though done before it.
        int until = i == 0 ? 1 : i;
        rows.add(new Row(hops.get(i), hops.subList(told, Math.max(told, until))));
        told = Math.max(told, until);
      }
    }
    return new Summary(rows);
  }

  private static boolean isBorder(List<Hop> hops, int index) {
    Hop hop = hops.get(index);
    int beyond =
        switch (hop.way()) {
          case IN -> index - 1;
          case OUT -> index + 1;
        };
    return beyond < 0 || beyond == hops.size() || !hops.get(beyond).node().equals(hop.node());
  }
}
