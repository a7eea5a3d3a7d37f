package dev.netlab.nft.simulate;

/** How the rules ended a packet's path. */
public sealed interface Outcome {
  /** A rule, or a chain's policy, dropped the packet. */
  record Dropped() implements Outcome {}

  /**
   * A rule rejected the packet and notified its sender.
   *
   * @param with what nft writes after {@code with}; empty for port-unreachable
   */
  record Refused(String with) implements Outcome {}
}
