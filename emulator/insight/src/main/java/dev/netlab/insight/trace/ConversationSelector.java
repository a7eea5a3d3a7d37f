package dev.netlab.insight.trace;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.trace.correlate.Exchange.Packet;
import dev.netlab.insight.trace.correlate.FlowKey;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.Sighting;
import dev.netlab.insight.trace.diagnose.JourneyBuilder;
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
import java.util.Set;

/**
 * Which packets are told: of each conversation the first of each direction, and each that ended
 * where none before it did.
 */
final class ConversationSelector {
  private static final int FIRST = 1;

  private final TraceOptions options;
  private final JourneyBuilder journeys;
  private final Expectation expectation;
  private final LabState state;
  private int packets;

  ConversationSelector(
      TraceOptions options, JourneyBuilder journeys, Expectation expectation, LabState state) {
    this.options = options;
    this.journeys = journeys;
    this.expectation = expectation;
    this.state = state;
  }

  List<Conversation> of(List<dev.netlab.insight.trace.correlate.Exchange> found) {
    List<Conversation> told = new ArrayList<>();
    for (var conversation : found) {
      if (isWanted(conversation)) {
        Conversation one = tell(told.size() + 1, conversation);
        if (!one.journeys().isEmpty()) {
          told.add(one);
        }
      }
    }
    tellUnseen(told);
    return told;
  }

  /** Of packets that no interface saw and that had the same ends, the first is told. */
  private void tellUnseen(List<Conversation> told) {
    Set<FlowKey> ends = new HashSet<>();
    for (JourneyBuilder.Unseen unseen : journeys.unseen(options.nodeName())) {
      boolean wanted = !isForMany(unseen.ends().destination()) && options.filter().isEmpty();
      if (wanted && ends.add(unseen.ends())) {
        Journey journey = journeys.of(++packets, Direction.REQUEST, options.nodeName(), unseen);
        told.add(
            new Conversation(told.size() + 1, unseen.ends().toString(), List.of(journey), 0, ""));
      }
    }
  }

  /** Who has a filter is told all that matches; else what only serves the rest is left out. */
  private boolean isWanted(dev.netlab.insight.trace.correlate.Exchange conversation) {
    FlowKey ends = conversation.key();
    EncapLevel first = conversation.packets().getFirst().path().first().packet();
    boolean discovery =
        first
            .find(Icmpv6.class)
            .map(i -> i.type() >= Icmpv6.ROUTER_SOLICITATION && i.type() <= Icmpv6.REDIRECT)
            .orElse(false);
    return options.filter().isPresent()
        || !(ends.protocol() == FlowKey.ARP || discovery || isForMany(ends.destination()));
  }

  private static boolean isForMany(IpAddress destination) {
    return destination.isV6()
        ? destination.high() >>> 56 == 0xff
        : destination.low() >>> 28 == 0xe || destination.low() == 0xffffffffL;
  }

  private Conversation tell(int number, dev.netlab.insight.trace.correlate.Exchange found) {
    List<Journey> told = new ArrayList<>();
    Set<String> ends = new HashSet<>();
    Map<Direction, Integer> counts = new EnumMap<>(Direction.class);
    int untold = 0;
    int place = 0;
    for (Packet member : found.packets()) {
      place++;
      if (!isChosen(member, place)) {
        untold++;
        continue;
      }
      int count = counts.merge(member.direction(), 1, Integer::sum);
      boolean first = count <= options.first().orElse(FIRST) || options.packet().isPresent();
      boolean newEnd = ends.add(member.direction() + " " + lastPoint(member.path()));
      if (!first && !newEnd) {
        untold++;
        continue;
      }
      Journey journey = journeys.of(packets + 1, member.direction(), member.path());
      if (first || journey.ending().outcome() != Outcome.DELIVERED) {
        packets++;
        told.add(journey);
      } else {
        untold++;
      }
    }
    String diverged =
        told.stream()
            .filter(journey -> journey.direction() == Direction.REQUEST)
            .findFirst()
            .map(journey -> expectation.divergence(state, journey))
            .orElse("");
    told.addAll(unseenAnswer(found));
    return new Conversation(number, found.key().toString(), told, untold, diverged);
  }

  /** The first answer that its node made and that never came to an interface, where none did. */
  private List<Journey> unseenAnswer(dev.netlab.insight.trace.correlate.Exchange found) {
    boolean asked =
        options.directions().contains(Direction.REPLY)
            && options.packet().isEmpty()
            && options.filter().isEmpty();
    boolean answered = found.packets().stream().anyMatch(m -> m.direction() == Direction.REPLY);
    if (!asked || answered) {
      return List.of();
    }
    Set<Answer> awaited = new LinkedHashSet<>();
    for (Packet member : found.packets()) {
      Sighting last = member.path().last();
      FlowKey.of(last.packet())
          .map(ends -> new Answer(last.node(), ends.reversed()))
          .ifPresent(awaited::add);
    }
    for (Answer answer : awaited) {
      for (JourneyBuilder.Unseen unseen : journeys.unseen(answer.node())) {
        if (unseen.ends().equals(answer.ends())) {
          return List.of(journeys.of(++packets, Direction.REPLY, answer.node(), unseen));
        }
      }
    }
    return List.of();
  }

  /** What a node would send back. */
  private record Answer(String node, FlowKey ends) {}

  private boolean isChosen(Packet member, int place) {
    return options.directions().contains(member.direction())
        && (options.packet().isEmpty() || options.packet().getAsInt() == place)
        && options.filter().map(filter -> matches(filter, member.path())).orElse(true);
  }

  private static boolean matches(PacketExpression filter, PacketPath path) {
    return path.sightings().stream()
        .anyMatch(sighting -> filter.matches(Bindings.NONE, sighting.frame().packet()));
  }

  private static String lastPoint(PacketPath path) {
    return path.last().frame().point().toString();
  }
}
