package dev.netlab.nft.value;

/** The connection tracking state of a packet, in the order in which nft lists the states. */
public enum ConnectionState {
  INVALID,
  ESTABLISHED,
  RELATED,
  NEW,
  UNTRACKED
}
