package dev.netlab.insight.trace;

import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.trace.correlate.Exchange;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.diagnose.JourneyBuilder;
import dev.netlab.insight.trace.diagnose.JourneyBuilder.UnseenPacket;
import dev.netlab.ip.IpAddress;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which packets are reported: of each exchange the first of each direction, and each that ended
 * where none before it did.
 */
final class ConversationSelector {
  private static final int FIRST = 1;

  private final TraceOptions options;
  private final JourneyBuilder journeys;

  /**
   * @param journeys are asked how packets ended, and which were never seen
   */
  ConversationSelector(TraceOptions options, JourneyBuilder journeys) {
    this.options = options;
    this.journeys = journeys;
  }

  /**
   * What is reported of an exchange.
   *
   * @param packets in the order in which they began
   * @param omitted how many more there are, all delivered
   * @param unseenReply a reply that its node made and that never came to an interface
   */
  record Selected(
      FlowKey key, List<Exchange.Packet> packets, int omitted, Optional<UnseenPacket> unseenReply) {
    Selected {
      packets = List.copyOf(packets);
    }

    private boolean isEmpty() {
      return packets.isEmpty() && unseenReply.isEmpty();
    }
  }

  /** Those of which something is reported. */
  List<Selected> select(List<Exchange> exchanges) {
    return exchanges.stream()
        .filter(this::isWanted)
        .map(this::select)
        .filter(selected -> !selected.isEmpty())
        .toList();
  }

  /** With a filter all that matches is reported; else what only serves the rest is left out. */
  private boolean isWanted(Exchange exchange) {
    FlowKey key = exchange.key();
    EncapLevel first = exchange.packets().getFirst().path().first().packet();
    boolean discovery =
        first
            .find(Icmpv6.class)
            .map(i -> i.type() >= Icmpv6.ROUTER_SOLICITATION && i.type() <= Icmpv6.REDIRECT)
            .orElse(false);
    return options.filter().isPresent()
        || !(key.protocol() == FlowKey.ARP || discovery || isForGroup(key.destination()));
  }

  private static boolean isForGroup(IpAddress destination) {
    return destination.isV6()
        ? destination.high() >>> 56 == 0xff
        : destination.low() >>> 28 == 0xe || destination.low() == 0xffffffffL;
  }

  private Selected select(Exchange exchange) {
    List<Exchange.Packet> selected = new ArrayList<>();
    Set<String> ends = new HashSet<>();
    Map<Direction, Integer> counts = new EnumMap<>(Direction.class);
    int place = 0;
    for (Exchange.Packet packet : exchange.packets()) {
      place++;
      if (!isChosen(packet, place)) {
        continue;
      }
      int count = counts.merge(packet.direction(), 1, Integer::sum);
      boolean first = count <= options.first().orElse(FIRST) || options.packet().isPresent();
      boolean newEnd = ends.add(packet.direction() + " " + lastPoint(packet.path()));
      if (first || (newEnd && !isDelivered(packet.path()))) {
        selected.add(packet);
      }
    }
    int omitted = exchange.packets().size() - selected.size();
    return new Selected(exchange.key(), selected, omitted, unseenReply(exchange));
  }

  private boolean isChosen(Exchange.Packet packet, int place) {
    return options.directions().contains(packet.direction())
        && (options.packet().isEmpty() || options.packet().getAsInt() == place)
        && options.filter().map(filter -> matches(filter, packet.path())).orElse(true);
  }

  private static boolean matches(PacketExpression filter, PacketPath path) {
    return path.sightings().stream()
        .anyMatch(sighting -> filter.matches(Bindings.NONE, sighting.frame().packet()));
  }

  private static String lastPoint(PacketPath path) {
    return path.last().frame().point().toString();
  }

  private boolean isDelivered(PacketPath path) {
    return journeys.ending(path).outcome() == Outcome.DELIVERED;
  }

  /** What a node would send back. */
  private record Reply(String node, FlowKey key) {}

  /** The first reply that never came to an interface, where none did. */
  private Optional<UnseenPacket> unseenReply(Exchange exchange) {
    boolean wanted =
        options.directions().contains(Direction.REPLY)
            && options.packet().isEmpty()
            && options.filter().isEmpty();
    boolean replied = exchange.packets().stream().anyMatch(p -> p.direction() == Direction.REPLY);
    if (!wanted || replied) {
      return Optional.empty();
    }
    Set<Reply> expected = new LinkedHashSet<>();
    for (Exchange.Packet packet : exchange.packets()) {
      String node = packet.path().last().node();
      FlowKey.of(packet.path().last().packet())
          .ifPresent(key -> expected.add(new Reply(node, key.reversed())));
    }
    return expected.stream()
        .flatMap(
            reply ->
                journeys.unseen(reply.node()).stream()
                    .filter(unseen -> unseen.flow().equals(reply.key())))
        .findFirst();
  }

  /** Of the node's packets that no interface saw the first of each flow. */
  List<UnseenPacket> selectUnseen() {
    if (options.filter().isPresent()) {
      return List.of();
    }
    Set<FlowKey> flows = new HashSet<>();
    return journeys.unseen(options.nodeName()).stream()
        .filter(unseen -> !isForGroup(unseen.flow().destination()))
        .filter(unseen -> flows.add(unseen.flow()))
        .toList();
  }
}
