package dev.netlab.nft.simulate;

/** How rules ended a packet's way. */
public sealed interface Outcome {
  /** A rule, or a chain's policy, let it vanish. */
  record Dropped() implements Outcome {}

  /**
   * A rule refused it and told its sender.
   *
   * @param with as nft writes it behind {@code with}, empty for port-unreachable
   */
  record Refused(String with) implements Outcome {}
}
