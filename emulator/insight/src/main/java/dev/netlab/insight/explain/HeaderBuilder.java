package dev.netlab.insight.explain;

import dev.netlab.insight.explain.SimulatedPacket.Carried;
import dev.netlab.ip.EtherType;
import dev.netlab.ip.IpProtocol;
import dev.netlab.ip.MacAddress;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ethernet;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.Ipv6;
import dev.netlab.packet.Layer;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Udp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A predicted packet as a decoder would show it, its outermost packet first. */
final class HeaderBuilder {
  private static final int TCP_HEADER = 40;

  private HeaderBuilder() {}

  /** As it is on a link with MAC addresses, or on one without. */
  static List<EncapLevel> levels(
      @Nullable MacAddress to, @Nullable MacAddress from, SimulatedPacket packet) {
    List<EncapLevel> levels = new ArrayList<>();
    levels.add(new EncapLevel(layers(to, from, packet)));
    packet
        .carried()
        .ifPresent(
            carried -> {
              levels.add(new EncapLevel(List.of(carried.header())));
              levels.addAll(
                  switch (carried) {
                    case Carried.InFrame frame -> levels(frame.to(), frame.from(), frame.inner());
                    case Carried.Encrypted encrypted -> levels(null, null, encrypted.inner());
                  });
            });
    return levels;
  }

  private static List<Layer> layers(
      @Nullable MacAddress to, @Nullable MacAddress from, SimulatedPacket packet) {
    List<Layer> layers = new ArrayList<>();
    boolean six = packet.source().isV6();
    if (to != null && from != null) {
      layers.add(new Ethernet(0, to, from, six ? EtherType.IPV6 : EtherType.IPV4));
    }
    int header = six ? 40 : 20;
    layers.add(
        six
            ? new Ipv6(
                0,
                header,
                0,
                0,
                packet.length(),
                packet.protocol(),
                packet.ttl(),
                0,
                false,
                0,
                packet.source(),
                packet.destination())
            : new Ipv4(
                0,
                header,
                0,
                packet.length(),
                0,
                packet.dontFragment(),
                false,
                0,
                packet.ttl(),
                packet.protocol(),
                0,
                packet.source(),
                packet.destination()));
    layers.addAll(upper(packet, packet.length() - header));
    return layers;
  }

  private static List<Layer> upper(SimulatedPacket packet, int length) {
    int echo = Math.max(packet.sourcePort(), packet.destinationPort()) << 16 | 1;
    return switch (packet.protocol()) {
      case IpProtocol.UDP ->
          List.of(new Udp(0, packet.sourcePort(), packet.destinationPort(), length, 0));
      case IpProtocol.TCP ->
          List.of(
              new Tcp(
                  0,
                  packet.sourcePort(),
                  packet.destinationPort(),
                  0,
                  0,
                  TCP_HEADER,
                  packet.tcpFlags(),
                  0,
                  0,
                  Math.max(0, length - TCP_HEADER)));
      case IpProtocol.ICMP ->
          List.of(new Icmp(0, packet.icmpType(), 0, 0, echo, length, List.of()));
      case IpProtocol.ICMPV6 ->
          List.of(
              new Icmpv6(
                  0,
                  packet.icmpType(),
                  0,
                  0,
                  echo,
                  length,
                  java.util.Optional.empty(),
                  java.util.Optional.empty(),
                  List.of()));
      default -> List.of();
    };
  }
}
