package dev.netlab.insight.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One packet, from where it was made to where it ended.
 *
 * @param packet its number in the trace, from 1: the same for all sightings of it
 * @param hops in causal order
 */
public record Journey(int packet, Direction direction, List<Hop> hops, Ending ending) {
  public Journey {
    hops = List.copyOf(hops);
  }

  /**
   * The same without the hops in some nodes, such as the bridges of segments: what was done there
   * is told with the hop before. A first or last hop stays.
   */
  public Journey folding(Set<String> nodes) {
    List<Hop> kept = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      if (i == 0 || i == hops.size() - 1 || !nodes.contains(hop.node())) {
        kept.add(hop);
      } else {
        kept.add(kept.removeLast().doing(hop.events()));
      }
    }
    return new Journey(packet, direction, kept, ending);
  }

  /** Which way it went, as the conversation's first packet sees it. */
  public enum Direction {
    REQUEST,
    REPLY;

    /** {@code request} or {@code reply}. */
    @Override
    public String toString() {
      return this == REQUEST ? "request" : "reply";
    }
  }
}
