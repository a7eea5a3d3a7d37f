package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.Layer;
import dev.netlab.packet.Tcp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packets that nodes made in response to others: replies, and ICMP errors that quote them. */
final class Responses {
  private record Made(String node, FlowKey ends) {}

  private final Map<Made, List<PacketPath>> answers = new HashMap<>();
  private final Map<Made, List<PacketPath>> errors = new HashMap<>();

  Responses(List<PacketPath> paths) {
    for (PacketPath path : paths) {
      Sighting first = path.first();
      Optional<FlowKey> quoted = FlowKey.quotedBy(first.packet());
      if (quoted.isPresent()) {
        errors
            .computeIfAbsent(new Made(first.node(), quoted.get()), _ -> new ArrayList<>())
            .add(path);
      } else {
        FlowKey.of(first.packet())
            .filter(_ -> !isEchoRequest(first.packet()))
            .ifPresent(
                ends ->
                    answers
                        .computeIfAbsent(new Made(first.node(), ends), _ -> new ArrayList<>())
                        .add(path));
      }
    }
  }

  /** An echo request has the ends of an answer to the reply before, and is none. */
  private static boolean isEchoRequest(EncapLevel packet) {
    return packet.find(Icmp.class).map(icmp -> icmp.type() == Icmp.ECHO_REQUEST).orElse(false)
        || packet.find(Icmpv6.class).map(icmp -> icmp.type() == Icmpv6.ECHO_REQUEST).orElse(false);
  }

  /** The first packet back from where a packet came to. */
  Optional<PacketPath> reply(Sighting to) {
    return FlowKey.of(to.packet())
        .flatMap(ends -> later(answers, new Made(to.node(), ends.reversed()), to));
  }

  /** An answer that refuses a connection. */
  Optional<Sighting> reset(Sighting to) {
    return reply(to)
        .map(PacketPath::first)
        .filter(back -> back.packet().find(Tcp.class).map(t -> t.has(Tcp.RST)).orElse(false));
  }

  /**
   * The ICMP error that a node made of a packet that it had: the one followed, or its outermost.
   */
  Optional<Sighting> error(Sighting had, EncapLevel about) {
    Optional<FlowKey> ends = FlowKey.of(about);
    if (ends.isEmpty()) {
      return Optional.empty();
    }
    return errors.getOrDefault(new Made(had.node(), ends.get()), List.of()).stream()
        .map(PacketPath::first)
        .filter(error -> quotesId(error.packet(), about))
        .findFirst();
  }

  private static Optional<PacketPath> later(
      Map<Made, List<PacketPath>> made, Made which, Sighting than) {
    return made.getOrDefault(which, List.of()).stream()
        .filter(path -> path.first().nanos() >= than.nanos())
        .findFirst();
  }

  /** IPv4's identification distinguishes the packets of a connection; IPv6 has none. */
  private static boolean quotesId(EncapLevel error, EncapLevel packet) {
    Optional<Ipv4> ip = packet.find(Ipv4.class);
    return ip.isEmpty()
        || quoted(error).stream()
            .anyMatch(layer -> layer instanceof Ipv4 q && q.id() == ip.get().id());
  }

  private static List<Layer> quoted(EncapLevel error) {
    for (Layer layer : error.layers()) {
      if (layer instanceof Icmp icmp) {
        return icmp.quoted();
      }
      if (layer instanceof Icmpv6 icmp) {
        return icmp.quoted();
      }
    }
    return List.of();
  }
}
