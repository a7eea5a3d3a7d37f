package dev.netlab.insight.explain;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Udp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a packet that was seen first left the path that is predicted of it.
 *
 * @param networks nodes that are networks: their hops are not told, and not compared
 */
public record PredictionDiff(Set<String> networks) {
  private static final int ICMP_HEADER = 8;

  public PredictionDiff {
    networks = Set.copyOf(networks);
  }

  /** A sentence; empty where the packet went as predicted, or nothing can be predicted of it. */
  public String of(LabState state, Journey seen) {
    return seen.hops().stream()
        .findFirst()
        .flatMap(PredictionDiff::flow)
        .map(flow -> compare(seen, Prediction.of(state, flow).request().folding(networks)))
        .orElse("");
  }

  /**
   * The packet as it was first seen; empty for a fragment and for what no prediction is made of.
   */
  private static Optional<FlowSpec> flow(Hop first) {
    EncapLevel packet = first.packet();
    OptionalInt size = size(packet);
    if (size.isEmpty() || !first.outer().isEmpty()) {
      return Optional.empty();
    }
    return packet
        .find(Ip.class)
        .filter(ip -> !ip.isFragment())
        .map(ip -> flow(first.node(), ip, packet, size.getAsInt()));
  }

  private static FlowSpec flow(String node, Ip ip, EncapLevel packet, int size) {
    int from =
        Stream.of(
                packet.find(Tcp.class).map(Tcp::sourcePort),
                packet.find(Udp.class).map(Udp::sourcePort),
                packet.find(Icmp.class).map(Icmp::id),
                packet.find(Icmpv6.class).map(Icmpv6::id))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(0);
    int to =
        packet
            .find(Tcp.class)
            .map(Tcp::destinationPort)
            .or(() -> packet.find(Udp.class).map(Udp::destinationPort))
            .orElse(0);
    return new FlowSpec(
        node,
        ip.destination(),
        ip.protocol(),
        OptionalInt.of(from),
        to,
        Optional.of(ip.source()),
        OptionalInt.of(ip.ttl()),
        size);
  }

  /** Bytes behind the upper header; empty for what no prediction is made of. */
  private static OptionalInt size(EncapLevel packet) {
    return Stream.of(
            packet.find(Tcp.class).filter(t -> t.has(Tcp.SYN)).map(Tcp::payloadLength),
            packet.find(Udp.class).map(Udp::payloadLength),
            packet.find(Icmp.class).filter(Icmp::isEcho).map(i -> i.length() - ICMP_HEADER),
            packet.find(Icmpv6.class).filter(Icmpv6::isEcho).map(i -> i.length() - ICMP_HEADER))
        .flatMap(Optional::stream)
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  private static String compare(Journey seen, Journey predicted) {
    List<Hop> was = seen.hops();
    List<Hop> expected = predicted.hops();
    for (int i = 0; i < Math.min(was.size(), expected.size()); i++) {
      String here = text(was.get(i));
      String there = text(expected.get(i));
      if (!here.equals(there)) {
        return "hop %d was expected at %s, and was seen at %s".formatted(i + 1, there, here);
      }
    }
    if (was.size() < expected.size()) {
      return "it was expected to go on to " + text(expected.get(was.size()));
    }
    if (was.size() > expected.size()) {
      return predicted.ending().outcome() == Ending.Outcome.UNKNOWN
          ? ""
          : "it was expected to end: " + predicted.ending().text();
    }
    return seen.ending().outcome() == predicted.ending().outcome()
        ? ""
        : "it was expected to end so: " + predicted.ending().text();
  }

  /** Ports are left out: some are the kernel's choice. */
  private static String text(Hop hop) {
    return hop.point()
        + Stream.concat(hop.outer().stream(), Stream.of(hop.packet()))
            .flatMap(level -> level.find(Ip.class).stream())
            .map(ip -> ip.source() + " > " + ip.destination())
            .collect(Collectors.joining(" / ", " with ", ""));
  }
}
