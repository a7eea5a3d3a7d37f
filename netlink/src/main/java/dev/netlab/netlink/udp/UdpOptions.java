package dev.netlab.netlink.udp;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a socket is bound to and what it does from the start: {@code
 * UdpOptions.ipv4(51820).with(Feature.GRO)}.
 *
 * @param local the address and port; port 0 lets the kernel choose
 */
public record UdpOptions(UdpEndpoint local, Set<Feature> features) {
  /** What can be asked for. */
  public enum Feature {
    /** Datagrams of one flow arrive joined, see {@link Datagram#segmentSize}. */
    GRO,
    /** Datagrams are sent with checksum 0; IPv6 too, for tunnels only (RFC 6935). */
    NO_CHECKSUM,
    /** IPv6 datagrams with checksum 0 are taken (RFC 6935). */
    ZERO_CHECKSUM6_RECEIVE,
    /** Others may bind to the same port ({@code SO_REUSEADDR}). */
    REUSE_ADDRESS
  }

  public UdpOptions {
    features = Set.copyOf(features);
  }

  /** Every IPv4 address of the namespace. */
  public static UdpOptions ipv4(int port) {
    return at(new UdpEndpoint(IpAddress.unspecified(IpVersion.IPV4), port));
  }

  /** Every IPv6 address of the namespace, and no IPv4: the port may be used for that by another. */
  public static UdpOptions ipv6(int port) {
    return at(new UdpEndpoint(IpAddress.unspecified(IpVersion.IPV6), port));
  }

  public static UdpOptions at(UdpEndpoint local) {
    return new UdpOptions(local, Set.of());
  }

  public UdpOptions with(Feature feature) {
    Set<Feature> more = EnumSet.of(feature);
    more.addAll(features);
    return new UdpOptions(local, more);
  }
}
