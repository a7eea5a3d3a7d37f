package dev.netlab.nft.value;

/** What connection tracking says of a packet, in the order nft lists them. */
public enum ConnectionState {
  INVALID,
  ESTABLISHED,
  RELATED,
  NEW,
  UNTRACKED
}
