package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.story.Journey.Direction;
import java.util.List;

/**
 * Packets between the same two ends, and their answers.
 *
 * @param ends as the first packet has them where it was made
 * @param members in the order in which they began
 */
public record Exchange(FlowKey key, List<Packet> packets) {
  public Exchange {
    packets = List.copyOf(packets);
  }

  /** One packet's way. */
  public record Packet(Direction direction, PacketPath path) {}
}
