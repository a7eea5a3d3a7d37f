package dev.netlab.insight.explain;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.ip.MacAddress;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.TunnelHeader;
import dev.netlab.packet.WireGuardMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IP packet on its way.
 *
 * @param sourcePort of an echo request the identifier, of an echo reply 0
 * @param destinationPort of an echo reply the identifier, of an echo request 0
 * @param icmpType 0 for TCP and UDP
 * @param tcpFlags of {@link dev.netlab.packet.Tcp}
 * @param length bytes of the whole packet
 * @param mark of the node where it is; it does not leave with the packet
 * @param carried what a tunnel's datagram has inside
 */
record SimulatedPacket(
    IpAddress source,
    IpAddress destination,
    int protocol,
    int sourcePort,
    int destinationPort,
    int icmpType,
    int tcpFlags,
    int ttl,
    int length,
    boolean dontFragment,
    int mark,
    Optional<Carried> carried) {
  private static final int TCP_WITHOUT_OPTIONS = 20;

  /** Protocol of a packet that only asks whether it gets through. */
  static final int PROBE = -1;

  /** What is in a tunnel's datagram. */
  sealed interface Carried {
    TunnelHeader header();

    SimulatedPacket inner();

    /** An Ethernet frame behind a GENEVE or VXLAN header. */
    record InFrame(
        TunnelHeader header, MacAddress to, @Nullable MacAddress from, SimulatedPacket inner)
        implements Carried {
      int id() {
        return switch (header) {
          case Geneve geneve -> geneve.id();
          case dev.netlab.packet.Vxlan vxlan -> vxlan.id();
          case WireGuardMessage _ -> 0;
        };
      }
    }

    /**
     * An encrypted packet.
     *
     * @param sender public key of the tunnel it comes from
     */
    record Encrypted(WireGuardMessage.Data header, String sender, SimulatedPacket inner)
        implements Carried {}
  }

  boolean isEcho() {
    return protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
  }

  boolean isEchoRequest() {
    return isEcho() && (icmpType == Icmp.ECHO_REQUEST || icmpType == Icmpv6.ECHO_REQUEST);
  }

  SimulatedPacket between(IpAddress from, int fromPort, IpAddress to, int toPort) {
    return new SimulatedPacket(
        from,
        to,
        protocol,
        fromPort,
        toPort,
        icmpType,
        tcpFlags,
        ttl,
        length,
        dontFragment,
        mark,
        carried);
  }

  SimulatedPacket withTtl(int hops) {
    return new SimulatedPacket(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        icmpType,
        tcpFlags,
        hops,
        length,
        dontFragment,
        mark,
        carried);
  }

  SimulatedPacket withMark(int bits) {
    return new SimulatedPacket(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        icmpType,
        tcpFlags,
        ttl,
        length,
        dontFragment,
        bits,
        carried);
  }

  /** What answers it, sent with another TTL. */
  SimulatedPacket answered(int type, int flags, int hops) {
    return new SimulatedPacket(
        /* source= */ destination,
        /* destination= */ source,
        protocol,
        /* sourcePort= */ destinationPort,
        /* destinationPort= */ sourcePort,
        type,
        flags,
        hops,
        (flags & Tcp.RST) != 0 ? (source.isV6() ? 40 : 20) + TCP_WITHOUT_OPTIONS : length,
        dontFragment,
        0,
        Optional.empty());
  }

  /** Whether it is between the same ends as the other. */
  boolean isLike(SimulatedPacket other) {
    return protocol == other.protocol
        && source.equals(other.source)
        && destination.equals(other.destination)
        && sourcePort == other.sourcePort
        && destinationPort == other.destinationPort;
  }

  SimulatedPacket unfragmentable() {
    return new SimulatedPacket(
        source,
        destination,
        protocol,
        sourcePort,
        destinationPort,
        icmpType,
        tcpFlags,
        ttl,
        length,
        true,
        mark,
        carried);
  }

  /** Nothing that a program sends: what is in a tunnel's packet that asks for the way. */
  static SimulatedPacket probe(IpAddress address, int length) {
    return new SimulatedPacket(
        address, address, PROBE, 0, 0, 0, 0, 1, length, false, 0, Optional.empty());
  }

  boolean isProbe() {
    return protocol == PROBE;
  }

  /** A tunnel's datagram. */
  static SimulatedPacket udp(
      IpAddress from, int fromPort, IpAddress to, int toPort, int ttl, int payload, Carried in) {
    return new SimulatedPacket(
        from,
        to,
        IpProtocol.UDP,
        fromPort,
        toPort,
        0,
        0,
        ttl,
        (from.isV6() ? 40 : 20) + 8 + payload,
        false,
        0,
        Optional.of(in));
  }

  /** {@code 10.0.0.1:7}, without the port for an echo. */
  String from() {
    return end(source, sourcePort);
  }

  /** {@code 10.0.0.2:9}, without the port for an echo. */
  String to() {
    return end(destination, destinationPort);
  }

  private String end(IpAddress address, int port) {
    return isEcho() ? address.toString() : address.withPort(port);
  }
}
