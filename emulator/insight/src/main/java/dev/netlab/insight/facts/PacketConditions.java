package dev.netlab.insight.facts;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.lab.Count;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.List;

/** Conditions about single packets. */
final class PacketConditions {
  private final Recording recording;

  PacketConditions(Recording recording) {
    this.recording = recording;
  }

  /** A way for every frame at the point that is the packet. */
  Verdict seen(ExpectedPacket sighting, Bindings bindings) {
    PacketExpression expression = sighting.packet();
    List<Verdict.Binding> ways = new ArrayList<>();
    for (CapturedFrame frame : recording.at(sighting.point())) {
      for (Bindings found : expression.match(bindings, frame.packet())) {
        ways.add(new Verdict.Binding(found, CaptureText.of(frame)));
      }
    }
    return Verdict.of(ways, CaptureText.missing(recording, sighting, bindings));
  }

  Verdict absent(ExpectedPacket sighting, Bindings bindings) {
    PacketExpression expression = sighting.packet();
    List<CapturedFrame> frames = recording.at(sighting.point());
    for (CapturedFrame frame : frames) {
      if (expression.matches(bindings, frame.packet())) {
        return new Verdict.Fails("was seen: " + CaptureText.of(frame));
      }
    }
    long lost = recording.lost().getOrDefault(sighting.point().node(), 0L);
    return lost == 0
        ? Verdict.holds(
            bindings,
            "none of %d packets at %s is %s"
                .formatted(frames.size(), sighting.point(), sighting.packet()))
        : new Verdict.Fails(
            "the capture missed %s of %s: nothing can be said"
                .formatted(Count.of(lost, "packet"), sighting.point().node()));
  }
}
