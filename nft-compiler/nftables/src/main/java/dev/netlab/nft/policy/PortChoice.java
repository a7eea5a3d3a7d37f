package dev.netlab.nft.policy;

/** How the kernel chooses a source port when it translates a source. */
public enum PortChoice {
  /** The packet's own port where it is free. */
  KEEP,
  /** A new one always, from a seeded offset ({@code NF_NAT_RANGE_PROTO_RANDOM}). */
  RANDOM,
  /** A new one always, from the random generator ({@code NF_NAT_RANGE_PROTO_RANDOM_FULLY}). */
  FULLY_RANDOM
}
