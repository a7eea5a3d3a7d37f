package dev.netlab.nft.simulate;

import java.util.List;

/**
 * The way of a packet through a node.
 *
 * @param packet as it was at the end
 * @param after what the node remembers now
 */
public record Walk(List<Step> steps, Outcome outcome, Packet packet, State after) {
  public Walk {
    steps = List.copyOf(steps);
  }
}
