package dev.netlab.insight.story;

import java.util.List;
import java.util.Locale;

/**
 * How a packet's journey ended.
 *
 * @param node where
 * @param interfaceName the last interface that is known; empty if there is none
 * @param text what happened there, a sentence without a full stop
 * @param evidence what says so, a sentence each, best first
 */
public record Ending(
    Outcome outcome,
    Cause cause,
    Proof proof,
    String node,
    String interfaceName,
    String text,
    List<String> evidence) {
  public Ending {
    evidence = List.copyOf(evidence);
  }

  /** What became of the packet. */
  public enum Outcome {
    /** It came to a program, or to the protocol that answers. */
    DELIVERED,
    /** It came to its destination, which refused it. */
    REFUSED,
    /** A node took it and did not pass it on. */
    DROPPED,
    /** It was seen to leave and was not seen to arrive. */
    LOST,
    /** The capture has a gap where it would be. */
    UNKNOWN;

    /** In lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How well the ending is known. */
  public enum Proof {
    /** An event or a message of the kernel or of a device says so. */
    PROVEN,
    /** It was seen here and never there, and the node's state says why. */
    INFERRED,
    /** Nothing was sent: the kernels' state says so. */
    PREDICTED;

    /** In lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
