package dev.netlab.packet;

import dev.netlab.ip.IpAddress;

/** An IP header of either version, with the fields that both versions share. */
public sealed interface Ip extends Layer permits Ipv4, Ipv6 {
  IpAddress source();

  IpAddress destination();

  /** The TTL of IPv4, or the hop limit of IPv6. */
  int ttl();

  /** The type of service byte of IPv4, or the traffic class of IPv6: DSCP and ECN. */
  int tos();

  /** The number of the upper-layer protocol, after any extension headers ({@code linux/in.h}). */
  int protocol();

  /** The length of this header in bytes, including options or extension headers. */
  int headerLength();

  /** The length of header and payload together in bytes, as the header states it. */
  int length();

  /** The offset of this fragment's data in the whole packet, in bytes. */
  int fragmentOffset();

  /** Whether more fragments of the packet follow this one. */
  boolean moreFragments();

  /**
   * The identification that fragments of one packet share; 0 for IPv6 without a fragment header.
   */
  long id();

  /** Whether this is only a fragment of a packet. */
  default boolean isFragment() {
    return moreFragments() || fragmentOffset() > 0;
  }
}
