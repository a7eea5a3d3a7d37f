package dev.netlab.insight.trace;

import dev.netlab.insight.explain.PacketQuestion;
import dev.netlab.insight.explain.Prediction;
import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Protocol;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Udp;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a packet first left the path that is predicted from what the kernels have. */
record Divergence(LabState state, Set<String> networks) {
  Divergence {
    networks = Set.copyOf(networks);
  }

  /** A sentence; empty where the packet went as predicted, or nothing can be predicted of it. */
  String of(Journey seen) {
    return seen.hops().stream()
        .findFirst()
        .flatMap(Divergence::question)
        .map(question -> compare(seen, Prediction.of(state, question).request().folding(networks)))
        .orElse("");
  }

  private static Optional<PacketQuestion> question(Hop first) {
    EncapLevel packet = first.packet();
    Optional<Ip> ip = packet.find(Ip.class);
    Optional<FlowKey> ends = FlowKey.of(packet);
    OptionalInt size = size(packet);
    boolean whole = ip.isPresent() && !ip.get().isFragment() && first.outer().isEmpty();
    if (!whole || ends.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    boolean echo =
        ends.get().protocol() == Protocol.ICMP || ends.get().protocol() == Protocol.ICMPV6;
    return Optional.of(
        new PacketQuestion(
            first.node(),
            ends.get().destination(),
            ends.get().protocol(),
            OptionalInt.of(ends.get().sourcePort()),
            echo ? 0 : ends.get().destinationPort(),
            Optional.of(ends.get().source()),
            OptionalInt.of(ip.get().ttl()),
            size.getAsInt()));
  }

  /** Bytes behind the upper header; empty for what no prediction is made of. */
  private static OptionalInt size(EncapLevel packet) {
    return Stream.of(
            packet.find(Tcp.class).filter(t -> t.has(Tcp.SYN)).map(Tcp::payloadLength),
            packet.find(Udp.class).map(Udp::payloadLength),
            packet.find(Icmp.class).filter(Icmp::isEcho).map(i -> i.length() - 8),
            packet.find(Icmpv6.class).filter(Icmpv6::isEcho).map(i -> i.length() - 8))
        .flatMap(Optional::stream)
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  private String compare(Journey seen, Journey predicted) {
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
            .flatMap(level -> FlowKey.of(level).stream())
            .map(ends -> ends.source() + " > " + ends.destination())
            .collect(Collectors.joining(" / ", " with ", ""));
  }
}
