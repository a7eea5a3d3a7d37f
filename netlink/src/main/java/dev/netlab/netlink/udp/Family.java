package dev.netlab.netlink.udp;

import dev.netlab.ip.IpVersion;
import dev.netlab.netlink.syscall.Const;

/** The address family of a socket; an IPv6 socket here does not accept IPv4-mapped addresses. */
public enum Family {
  IPV4(IpVersion.IPV4, Const.AF_INET, 16, 0, 8, 1, 13, 2, 12, 10),
  IPV6(IpVersion.IPV6, Const.AF_INET6, 28, 41, 50, 67, 66, 52, 51, 23);

  final IpVersion version;

  final int domain;

  /** Bytes of {@code struct sockaddr_in} or {@code sockaddr_in6}. */
  final int addressSize;

  /** {@code IPPROTO_IP} or {@code IPPROTO_IPV6}: the level of the options and control messages. */
  final int level;

  /** {@code IP_PKTINFO}, {@code IPV6_PKTINFO}. */
  final int packetInfo;

  /** {@code IP_TOS}, {@code IPV6_TCLASS}. */
  final int tos;

  final int receiveTos;

  /** {@code IP_TTL}, {@code IPV6_HOPLIMIT}. */
  final int ttl;

  final int receiveTtl;

  /** {@code IP_MTU_DISCOVER}, {@code IPV6_MTU_DISCOVER}. */
  final int mtuDiscover;

  Family(
      IpVersion version,
      int domain,
      int addressSize,
      int level,
      int packetInfo,
      int tos,
      int receiveTos,
      int ttl,
      int receiveTtl,
      int mtuDiscover) {
    this.version = version;
    this.domain = domain;
    this.addressSize = addressSize;
    this.level = level;
    this.packetInfo = packetInfo;
    this.tos = tos;
    this.receiveTos = receiveTos;
    this.ttl = ttl;
    this.receiveTtl = receiveTtl;
    this.mtuDiscover = mtuDiscover;
  }

  static Family of(IpVersion version) {
    return switch (version) {
      case IPV4 -> IPV4;
      case IPV6 -> IPV6;
    };
  }

  /** {@code IP_PKTINFO}, or {@code IPV6_RECVPKTINFO}, asks for what {@link #packetInfo} brings. */
  int receivePacketInfo() {
    return this == IPV4 ? packetInfo : 49;
  }
}
