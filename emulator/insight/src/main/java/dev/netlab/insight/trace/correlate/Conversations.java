package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.lab.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which packets answer each other. */
public final class Conversations {
  private final String node;
  private final Map<FlowKey, Open> open = new LinkedHashMap<>();

  /** To whom of a conversation a packet made at a node with these ends belongs. */
  private final Map<Made, Open> expected = new HashMap<>();

  private record Made(String node, FlowKey ends) {}

  private record Open(FlowKey ends, List<Exchange.Packet> members) {}

  private Conversations(String node) {
    this.node = node;
  }

  /**
   * The conversations that a node began.
   *
   * @param paths in the order in which they began
   */
  public static List<Exchange> of(List<PacketPath> paths, String node) {
    Conversations conversations = new Conversations(node);
    paths.forEach(conversations::add);
    return conversations.open.values().stream()
        .map(each -> new Exchange(each.ends(), each.members()))
        .toList();
  }

  private void add(PacketPath path) {
    Sighting first = path.first();
    Optional<FlowKey> ends = FlowKey.of(first.packet());
    if (ends.isEmpty() || first.depth() > 0) {
      return;
    }
    Open answered = expected.get(new Made(first.node(), ends.get()));
    if (answered == null) {
      answered =
          FlowKey.quotedBy(first.packet())
              .map(quoted -> expected.get(new Made(first.node(), quoted.reversed())))
              .orElse(null);
    }
    if (answered != null) {
      add(answered, Direction.REPLY, path);
    } else if (first.node().equals(node) && first.way() == Way.OUT) {
      add(
          open.computeIfAbsent(ends.get(), key -> new Open(key, new ArrayList<>())),
          Direction.REQUEST,
          path);
    }
  }

  /** Wherever it was, an answer or an ICMP error can be made from what it was there. */
  private void add(Open conversation, Direction direction, PacketPath path) {
    conversation.members().add(new Exchange.Packet(direction, path));
    for (Sighting sighting : path.sightings()) {
      if (direction == Direction.REQUEST) {
        FlowKey.of(sighting.packet())
            .ifPresent(
                ends ->
                    expected.putIfAbsent(new Made(sighting.node(), ends.reversed()), conversation));
      }
    }
  }
}
