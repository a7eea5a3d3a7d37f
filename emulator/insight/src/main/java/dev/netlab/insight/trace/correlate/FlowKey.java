package dev.netlab.insight.trace.correlate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Layer;
import dev.netlab.packet.ProtocolNames;
import dev.netlab.packet.Transport;
import java.util.List;
import java.util.Optional;

/**
 * Between which ends a packet goes: what connection tracking keys on.
 *
 * @param protocol of IP, or {@link #ARP}
 * @param sourcePort of ICMP echo the identifier, of what has neither 0
 * @param destinationPort the same
 */
public record FlowKey(
    int protocol, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {

  /** Stands where IP has a protocol: ARP's sender asks for its target, and that answers. */
  public static final int ARP = -1;

  /** Of an IP packet or of ARP; empty for others. */
  public static Optional<FlowKey> of(EncapLevel level) {
    return of(level.layers());
  }

  /** Of the packet that an ICMP error quotes; empty for others. */
  public static Optional<FlowKey> quotedBy(EncapLevel level) {
    for (Layer layer : level.layers()) {
      if (layer instanceof Icmp icmp && !icmp.quoted().isEmpty()) {
        return of(icmp.quoted());
      }
      if (layer instanceof Icmpv6 icmp && !icmp.quoted().isEmpty()) {
        return of(icmp.quoted());
      }
    }
    return Optional.empty();
  }

  private static Optional<FlowKey> of(List<Layer> layers) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof Arp arp) {
        return Optional.of(new FlowKey(ARP, arp.senderAddress(), 0, arp.targetAddress(), 0));
      }
      if (layers.get(i) instanceof Ip ip) {
        return Optional.of(of(ip, layers.subList(i + 1, layers.size())));
      }
    }
    return Optional.empty();
  }

  private static FlowKey of(Ip ip, List<Layer> rest) {
    for (Layer layer : rest) {
      if (layer instanceof Transport t) {
        return new FlowKey(
            ip.protocol(), ip.source(), t.sourcePort(), ip.destination(), t.destinationPort());
      }
      if (layer instanceof Icmp icmp && icmp.isEcho()) {
        return new FlowKey(ip.protocol(), ip.source(), icmp.id(), ip.destination(), icmp.id());
      }
      if (layer instanceof Icmpv6 icmp && icmp.isEcho()) {
        return new FlowKey(ip.protocol(), ip.source(), icmp.id(), ip.destination(), icmp.id());
      }
    }
    return new FlowKey(ip.protocol(), ip.source(), 0, ip.destination(), 0);
  }

  /** The ends of an answer. */
  public FlowKey reversed() {
    return new FlowKey(protocol, destination, destinationPort, source, sourcePort);
  }

  /** The source with its port, as packet expressions have it. */
  public String from() {
    return endpoint(source, sourcePort);
  }

  /** The destination with its port. */
  public String to() {
    return endpoint(destination, destinationPort);
  }

  private String endpoint(IpAddress address, int port) {
    if (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6 || port == 0) {
      return address.toString();
    }
    return address.withPort(port);
  }

  /** {@code 10.200.1.2 > 10.201.1.4 icmp}. */
  @Override
  public String toString() {
    return from()
        + " > "
        + to()
        + " "
        + (protocol == ARP ? "arp" : ProtocolNames.protocol(protocol));
  }
}
