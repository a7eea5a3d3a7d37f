package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.lab.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packets of one flow and their replies.
 *
 * @param key as the first packet has it where it was made
 * @param packets in the order in which they began, at least one
 */
public record Exchange(FlowKey key, List<Packet> packets) {
  public Exchange {
    packets = List.copyOf(packets);
  }

  /** One packet's way. */
  public record Packet(Direction direction, PacketPath path) {}

  /**
   * The exchanges that a node began.
   *
   * @param paths in the order in which they began
   */
  public static List<Exchange> begunBy(String node, List<PacketPath> paths) {
    Grouping grouping = new Grouping(node);
    paths.forEach(grouping::add);
    return grouping.open.entrySet().stream()
        .map(each -> new Exchange(each.getKey(), each.getValue()))
        .toList();
  }

  /** Finds the exchange of each packet. */
  private static final class Grouping {
    private final String node;
    private final Map<FlowKey, List<Packet>> open = new LinkedHashMap<>();

    /** To which exchange a packet that a node makes with this key belongs. */
    private final Map<MadeAt, List<Packet>> expected = new HashMap<>();

    private record MadeAt(String node, FlowKey key) {}

    Grouping(String node) {
      this.node = node;
    }

    void add(PacketPath path) {
      Sighting first = path.first();
      Optional<FlowKey> key = FlowKey.of(first.packet());
      if (key.isEmpty() || first.depth() > 0) {
        return;
      }
      List<Packet> answered = expected.get(new MadeAt(first.node(), key.get()));
      if (answered == null) {
        answered =
            FlowKey.quotedBy(first.packet())
                .map(quoted -> expected.get(new MadeAt(first.node(), quoted.reversed())))
                .orElse(null);
      }
      if (answered != null) {
        answered.add(new Packet(Direction.REPLY, path));
      } else if (first.node().equals(node) && first.way() == Way.OUT) {
        List<Packet> exchange = open.computeIfAbsent(key.get(), _ -> new ArrayList<>());
        exchange.add(new Packet(Direction.REQUEST, path));
        expectReplies(exchange, path);
      }
    }

    /** Wherever a request was, a reply or an ICMP error can be made from what it was there. */
    private void expectReplies(List<Packet> exchange, PacketPath path) {
      for (Sighting sighting : path.sightings()) {
        FlowKey.of(sighting.packet())
            .ifPresent(
                key -> expected.putIfAbsent(new MadeAt(sighting.node(), key.reversed()), exchange));
      }
    }
  }
}
