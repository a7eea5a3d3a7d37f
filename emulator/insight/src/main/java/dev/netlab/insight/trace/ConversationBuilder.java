package dev.netlab.insight.trace;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.trace.correlate.Exchange;
import dev.netlab.insight.trace.diagnose.JourneyBuilder;
import dev.netlab.insight.trace.diagnose.JourneyBuilder.UnseenPacket;
import java.util.ArrayList;
import java.util.List;

/** Numbers selected packets over all of a trace, and makes the conversations of their journeys. */
final class ConversationBuilder {
  private final JourneyBuilder journeys;
  private final Expectation expectation;
  private final LabState state;
  private final List<Conversation> conversations = new ArrayList<>();
  private int packets;

  ConversationBuilder(JourneyBuilder journeys, Expectation expectation, LabState state) {
    this.journeys = journeys;
    this.expectation = expectation;
    this.state = state;
  }

  void add(ConversationSelector.Selected selected) {
    List<Journey> built = new ArrayList<>();
    for (Exchange.Packet packet : selected.packets()) {
      built.add(journeys.build(++packets, packet.direction(), packet.path()));
    }
    String diverged =
        built.stream()
            .filter(journey -> journey.direction() == Direction.REQUEST)
            .findFirst()
            .map(journey -> expectation.divergence(state, journey))
            .orElse("");
    selected
        .unseenReply()
        .ifPresent(reply -> built.add(journeys.build(++packets, Direction.REPLY, reply)));
    add(selected.key().toString(), built, selected.omitted(), diverged);
  }

  /** A request that no interface saw is a conversation of its own. */
  void add(UnseenPacket request) {
    Journey journey = journeys.build(++packets, Direction.REQUEST, request);
    add(request.flow().toString(), List.of(journey), 0, "");
  }

  private void add(String name, List<Journey> built, int omitted, String diverged) {
    conversations.add(new Conversation(conversations.size() + 1, name, built, omitted, diverged));
  }

  List<Conversation> conversations() {
    return List.copyOf(conversations);
  }
}
