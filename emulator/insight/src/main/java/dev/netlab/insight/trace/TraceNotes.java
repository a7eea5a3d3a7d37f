package dev.netlab.insight.trace;

import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.trace.collect.TraceRecording;
import dev.netlab.lab.Count;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a trace has to know of how it was made, a sentence each. */
final class TraceNotes {
  private TraceNotes() {}

  /** What could not be seen. */
  static List<String> gaps(TraceRecording recording, List<Conversation> conversations) {
    List<String> gaps = new ArrayList<>();
    if (!recording.atRest() && conversations.stream().anyMatch(TraceNotes::needsReasons)) {
      gaps.add("the lab did not come to rest; packets may have been on their way at the end");
    }
    recording
        .recording()
        .lost()
        .forEach(
            (node, count) -> {
              if (count > 0) {
                gaps.add("the capture missed %s of %s".formatted(Count.of(count, "packet"), node));
              }
            });
    long events = recording.recording().lostEvents();
    if (events > 0) {
      gaps.add(
          "netfilter's events came too fast %s; rules may be missing"
              .formatted(Count.of(events, "time")));
    }
    if (recording.lostDrops() > 0 && conversations.stream().anyMatch(TraceNotes::needsReasons)) {
      gaps.add(
          "the kernel had no room for %s of dropped packets; reasons may be missing"
              .formatted(Count.of(recording.lostDrops(), "event")));
    }
    if (recording.lostDeviceEvents() > 0) {
      gaps.add(
          "the agent left out %s of tunnels; what they carried may be missing"
              .formatted(Count.of(recording.lostDeviceEvents(), "event")));
    }
    if (!recording.devicesMissing().isEmpty()) {
      gaps.add(
          "the agent told of tunnels only at first (%s); what they carried later may be missing"
              .formatted(recording.devicesMissing()));
    }
    return gaps;
  }

  /** Only packets without a proven end miss the kernel's reports of drops. */
  private static boolean needsReasons(Conversation conversation) {
    return conversation.journeys().stream()
        .map(Journey::ending)
        .anyMatch(
            ending ->
                ending.outcome() != Ending.Outcome.DELIVERED
                    && ending.proof() != Ending.Proof.PROVEN);
  }

  /** What the trace changed or could not use. */
  static List<String> notes(
      TraceRecording recording,
      CommandRun run,
      List<Conversation> conversations,
      TraceOptions options) {
    List<String> notes = new ArrayList<>();
    if (run.interrupted()) {
      notes.add("it was interrupted before the command had come to its own end");
    }
    if (run.exactInterfaces() > 0) {
      notes.add(
          "segmentation, receive and checksum offloads of %s were off while it ran"
              .formatted(Count.of(run.exactInterfaces(), "interface")));
    }
    if (conversations.isEmpty()) {
      notes.add("no packet to follow was made by " + options.nodeName());
    }
    if (!recording.dropsMissing().isEmpty()) {
      notes.add("the kernel does not tell what it drops: " + recording.dropsMissing());
    }
    return notes;
  }
}
