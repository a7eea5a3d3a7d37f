package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.story.Journey.Direction;
import java.util.List;

/**
 * Packets between the same two ends, and their answers.
 *
 * @param ends as the first packet has them where it was made
 * @param members in the order in which they began
 */
public record Conversation(Ends ends, List<Member> members) {
  public Conversation {
    members = List.copyOf(members);
  }

  /** One packet's way. */
  public record Member(Direction direction, Path path) {}
}
