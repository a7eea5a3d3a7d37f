package dev.netlab.insight.trace.render;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Pcapng;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Trace;
import dev.netlab.packet.TunnelPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A story for Wireshark: every sighting of every reported packet, in the order of time. The
 * packet's number is the identifier of all its sightings ({@code frame.packet_id}), and what
 * happened there is in the comments.
 */
public final class PcapngStory {
  private record AnnotatedFrame(CapturedFrame frame, int packet, List<String> comments) {}

  private PcapngStory() {}

  /** Writes a trace; the stream stays the caller's to close. */
  public static void write(Trace trace, OutputStream out) throws IOException {
    List<AnnotatedFrame> sightings = new ArrayList<>();
    trace.conversations().stream()
        .flatMap(conversation -> conversation.journeys().stream())
        .forEach(journey -> sightings(journey, sightings));
    // Stable: of the same time they stay in causal order.
    sightings.sort(Comparator.comparingLong(sighting -> sighting.frame().nanos()));
    Pcapng pcapng = new Pcapng(out);
    for (AnnotatedFrame sighting : sightings) {
      pcapng.write(sighting.frame(), OptionalLong.of(sighting.packet()), sighting.comments());
    }
    pcapng.flush();
  }

  private static void sightings(Journey journey, List<AnnotatedFrame> into) {
    List<Hop> hops = journey.hops();
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      Optional<Hop> before = i == 0 ? Optional.empty() : Optional.of(hops.get(i - 1));
      List<String> comments = new ArrayList<>();
      comments.add(
          "packet %d, %s, hop %d of %d: %s"
              .formatted(
                  journey.packet(),
                  journey.direction(),
                  i + 1,
                  hops.size(),
                  HopRow.summary(HopRow.of(hop, before))));
      ReasonLine.of(hop.events()).forEach(reason -> comments.add(reason.line()));
      if (i == hops.size() - 1) {
        comments.add(TextStory.headline(journey.ending()) + ": " + journey.ending().text());
        comments.addAll(journey.ending().evidence());
      }
      hop.frame()
          .map(frame -> captured(hop, frame))
          .ifPresent(frame -> into.add(new AnnotatedFrame(frame, journey.packet(), comments)));
    }
  }

  private static CapturedFrame captured(Hop hop, Hop.Frame frame) {
    byte[] bytes = new byte[frame.bytes().remaining()];
    frame.bytes().duplicate().get(bytes);
    return new CapturedFrame(
        hop.node(),
        hop.interfaceName(),
        hop.way(),
        hop.nanos(),
        frame.link(),
        frame.originalLength(),
        bytes,
        TunnelPorts.ASSIGNED);
  }
}
