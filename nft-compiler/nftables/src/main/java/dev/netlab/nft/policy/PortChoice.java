package dev.netlab.nft.policy;

/** How the kernel chooses a source port when it translates a source. */
public enum PortChoice {
  /** Keeps the packet's own port if it is free. */
  KEEP,
  /**
   * Always chooses a new port, starting from a seeded offset ({@code NF_NAT_RANGE_PROTO_RANDOM}).
   */
  RANDOM,
  /**
   * Always chooses a new port with the random generator ({@code NF_NAT_RANGE_PROTO_RANDOM_FULLY}).
   */
  FULLY_RANDOM
}
