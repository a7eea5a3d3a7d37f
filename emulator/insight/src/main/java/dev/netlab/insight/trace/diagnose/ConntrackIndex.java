package dev.netlab.insight.trace.diagnose;

import dev.netlab.insight.story.Event;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.netfilter.ConntrackEntry;
import dev.netlab.netlink.netfilter.ConntrackTuple;
import dev.netlab.netlink.netfilter.NftTrace;
import dev.netlab.netlink.netfilter.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connections that nodes tracked, found by either of their tuples. */
final class ConntrackIndex {
  private record At(String node, FlowKey ends) {}

  private final Map<At, ConntrackEntry> entries = new HashMap<>();

  /** By the original tuple: when a packet in its direction first was at the node. */
  private final Map<At, Long> begun = new HashMap<>();

  /**
   * @param tracked by node, oldest first: a later connection takes the place of one with its tuple
   * @param paths of all packets that were seen
   */
  ConntrackIndex(Map<String, List<ConntrackEntry>> tracked, List<PacketPath> paths) {
    tracked.forEach(
        (node, all) ->
            all.forEach(
                entry -> {
                  entries.put(new At(node, key(entry.original())), entry);
                  entries.put(new At(node, key(entry.reply())), entry);
                }));
    for (PacketPath path : paths) {
      for (Sighting sighting : path.sightings()) {
        FlowKey.of(sighting.outermost())
            .flatMap(flow -> original(sighting.node(), flow))
            .ifPresent(
                original ->
                    begun.merge(new At(sighting.node(), original), sighting.nanos(), Math::min));
      }
    }
  }

  /** The original tuple of the connection that a packet in its direction belongs to. */
  private Optional<FlowKey> original(String node, FlowKey flow) {
    ConntrackEntry entry = entries.get(new At(node, flow));
    if (entry != null && key(entry.original()).equals(flow)) {
      return Optional.of(flow);
    }
    // As it left, with both ends translated, it is what answers reverse.
    ConntrackEntry translated = entries.get(new At(node, flow.reversed()));
    return Optional.ofNullable(translated)
        .filter(each -> key(each.reply()).equals(flow.reversed()))
        .map(each -> key(each.original()));
  }

  /**
   * The connection of a packet that came to a node with these ends.
   *
   * @param nanos when it was first seen there
   * @param own its traversals there
   */
  Optional<Event> of(String node, FlowKey ends, long nanos, List<ChainTraversal> own) {
    ConntrackEntry entry = entries.get(new At(node, ends));
    if (entry == null) {
      return Optional.empty();
    }
    FlowKey original = key(entry.original());
    boolean first = nanos <= begun.getOrDefault(new At(node, original), Long.MAX_VALUE);
    String connectionState =
        own.stream()
            .flatMap(walk -> walk.tracked().stream())
            .map(NftTrace.Tracked::state)
            .findFirst()
            .orElse(first && ends.equals(original) ? "new" : "established");
    return Optional.of(
        new Event.Connection(
            text(original, entry.original()),
            text(key(entry.reply()), entry.reply()),
            connectionState,
            entry.zone()));
  }

  /**
   * The ends that the first packet of such a packet's connection had at the node's hooks: as it
   * came, and with its destination translated.
   */
  List<FlowKey> firstPacketKeys(String node, FlowKey ends) {
    ConntrackEntry entry = entries.get(new At(node, ends));
    if (entry == null) {
      return List.of();
    }
    FlowKey original = key(entry.original());
    FlowKey reply = key(entry.reply());
    FlowKey translated =
        new FlowKey(
            original.protocol(),
            original.source(),
            original.sourcePort(),
            reply.source(),
            reply.sourcePort());
    return List.of(original, translated);
  }

  private static String text(FlowKey ends, ConntrackTuple tuple) {
    return tuple.transport() instanceof Transport.Icmp(_, _, int id)
        ? ends + " id " + id
        : ends.toString();
  }

  private static FlowKey key(ConntrackTuple tuple) {
    int source = 0;
    int destination = 0;
    switch (tuple.transport()) {
      case Transport.Ports(int from, int to) -> {
        source = from;
        destination = to;
      }
      case Transport.Icmp(_, _, int id) -> {
        source = id;
        destination = id;
      }
      case Transport.Keys _, Transport.Addresses _ -> {}
    }
    return new FlowKey(
        tuple.protocol(),
        IpAddress.of(tuple.source()),
        source,
        IpAddress.of(tuple.destination()),
        destination);
  }
}
