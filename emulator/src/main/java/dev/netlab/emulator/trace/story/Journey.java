package dev.netlab.emulator.trace.story;

import java.util.List;

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
