package dev.netlab.insight.story;

import java.util.List;

/**
 * Packets between the same two ends, and their answers.
 *
 * @param number from 1
 * @param name what it is, as its first packet has it: {@code 10.200.1.2 > 10.201.1.4 icmp}
 * @param journeys those that are told, in the order in which they began
 * @param untold how many more packets it had, all delivered
 * @param divergence where the first request first left the path that {@code explain} predicts, a
 *     sentence; empty if it did not, or nothing was predicted
 */
public record Conversation(
    int number, String name, List<Journey> journeys, int untold, String divergence) {
  public Conversation {
    journeys = List.copyOf(journeys);
  }
}
