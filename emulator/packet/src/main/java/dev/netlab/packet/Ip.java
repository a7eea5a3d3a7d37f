package dev.netlab.packet;

import dev.netlab.ip.IpAddress;

/** An IP header of either version, with the fields that both have. */
public sealed interface Ip extends Layer permits Ipv4, Ipv6 {
  IpAddress source();

  IpAddress destination();

  /** IPv4's TTL, IPv6's hop limit. */
  int ttl();

  /** IPv4's type of service byte, IPv6's traffic class: DSCP and ECN. */
  int tos();

  /** The upper protocol's number, behind any extension headers ({@code linux/in.h}). */
  int protocol();

  /** Bytes of this header with options or extension headers. */
  int headerLength();

  /** Bytes of header and payload together, as the header says. */
  int length();

  /** Where this fragment's data belongs in the whole packet, in bytes. */
  int fragmentOffset();

  /** Whether more fragments of the packet follow this one. */
  boolean moreFragments();

  /** The identification that fragments of one packet share; 0 for IPv6 without fragment header. */
  long id();

  /** Whether this is a part of a packet only. */
  default boolean isFragment() {
    return moreFragments() || fragmentOffset() > 0;
  }
}
