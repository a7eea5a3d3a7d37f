package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.lab.Way;
import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmpv6;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions for link-layer addresses: ARP, and neighbour solicitations (RFC 4861). */
final class NeighbourRequests {
  private record Asked(String node, String dev, IpAddress target) {}

  private final Map<Asked, PacketPath> asked = new HashMap<>();

  NeighbourRequests(List<PacketPath> paths) {
    for (PacketPath path : paths) {
      Sighting first = path.first();
      if (first.way() == Way.OUT) {
        target(first.packet())
            .ifPresent(
                target ->
                    asked.putIfAbsent(
                        new Asked(first.node(), first.interfaceName(), target), path));
      }
    }
  }

  /** The first that a node asked there for a station's address. */
  Optional<PacketPath> of(String node, Diagnosis.NextHop hop) {
    return Optional.ofNullable(asked.get(new Asked(node, hop.dev(), hop.address())));
  }

  private static Optional<IpAddress> target(EncapLevel packet) {
    Optional<IpAddress> arp =
        packet.find(Arp.class).filter(a -> a.operation() == Arp.REQUEST).map(Arp::targetAddress);
    return arp.or(
        () ->
            packet
                .find(Icmpv6.class)
                .filter(icmp -> icmp.type() == Icmpv6.NEIGHBOR_SOLICITATION)
                .flatMap(Icmpv6::target));
  }
}
