package dev.netlab.nft.simulate;

/** What became of a packet. */
public sealed interface Outcome {
  /** The node itself got it. */
  record Delivered() implements Outcome {}

  /** It left. */
  record Sent(String out) implements Outcome {}

  /** A rule, or a chain's policy, let it vanish. */
  record Dropped() implements Outcome {}

  /**
   * A rule refused it and told its sender.
   *
   * @param with as nft writes it behind {@code with}, empty for port-unreachable
   */
  record Refused(String with) implements Outcome {}

  /** No route leads to its destination. */
  record Unroutable() implements Outcome {}
}
