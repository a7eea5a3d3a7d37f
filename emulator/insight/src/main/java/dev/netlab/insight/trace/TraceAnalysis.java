package dev.netlab.insight.trace;

import dev.netlab.insight.snapshot.LabState;
import dev.netlab.insight.snapshot.NodeInterface;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Trace;
import dev.netlab.insight.trace.correlate.Exchange;
import dev.netlab.insight.trace.correlate.PacketPath;
import dev.netlab.insight.trace.correlate.PathFinder;
import dev.netlab.insight.trace.correlate.TunnelPayload;
import dev.netlab.insight.trace.correlate.Wiring;
import dev.netlab.insight.trace.diagnose.JourneyBuilder;
import dev.netlab.insight.trace.diagnose.TraceInput;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a recording says of a command's packets: they are correlated, selected, and the selected
 * ones diagnosed. Asks the lab's state and nothing else.
 */
final class TraceAnalysis {
  private final TraceInput input;
  private final TraceOptions options;
  private final Expectation expectation;
  private final LabState state;

  TraceAnalysis(TraceInput input, TraceOptions options, Expectation expectation, LabState state) {
    this.input = input;
    this.options = options;
    this.expectation = expectation;
    this.state = state;
  }

  Trace trace(CommandRun run) {
    List<PacketPath> paths = correlate();
    List<Exchange> exchanges = Exchange.begunBy(options.nodeName(), paths);
    JourneyBuilder journeys = new JourneyBuilder(input, state, paths, followed(paths, exchanges));
    ConversationSelector selector = new ConversationSelector(options, journeys);
    ConversationBuilder builder = new ConversationBuilder(journeys, expectation, state);
    selector.select(exchanges).forEach(builder::add);
    selector.selectUnseen().forEach(builder::add);
    return trace(run, orNoRoute(builder.conversations(), run));
  }

  private List<PacketPath> correlate() {
    List<TunnelPayload> payloads = TunnelPayloads.of(input, state);
    return PathFinder.of(input.recording().recording().frames(), payloads, this::otherEnd);
  }

  private Optional<Wiring.End> otherEnd(String node, String interfaceName) {
    return state
        .otherEnd(new NodeInterface(node, interfaceName))
        .map(end -> new Wiring.End(end.node(), end.name()));
  }

  /** The paths that a journey may be asked for, in the order in which they began. */
  private static List<PacketPath> followed(List<PacketPath> paths, List<Exchange> exchanges) {
    Set<PacketPath> followed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Exchange exchange : exchanges) {
      exchange.packets().forEach(packet -> followed.add(packet.path()));
    }
    return paths.stream().filter(followed::contains).toList();
  }

  private List<Conversation> orNoRoute(List<Conversation> conversations, CommandRun run) {
    return conversations.isEmpty()
        ? NoRouteReport.of(options, run.counters(), state).stream().toList()
        : conversations;
  }

  private Trace trace(CommandRun run, List<Conversation> conversations) {
    return new Trace(
        input.lab(),
        options.node(),
        options.command(),
        run.status(),
        conversations,
        TraceNotes.gaps(input.recording(), conversations),
        TraceNotes.notes(input.recording(), run, conversations, options));
  }
}
