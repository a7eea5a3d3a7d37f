package dev.netlab.insight.facts;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Count;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.Mismatch;
import dev.netlab.packet.filter.PacketExpression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes what was seen at a point, and what was not. */
final class CaptureText {
  private CaptureText() {}

  /** {@code seen at gw-local:eth0 in: 10.0.0.1 > 10.0.0.2 icmp echo-request id 7 seq 1}. */
  static String of(CapturedFrame frame) {
    return "seen at " + frame.point() + ": " + frame.packet();
  }

  /** What comes nearest to a packet that was not seen, at its point or anywhere. */
  static String missing(Recording recording, ExpectedPacket sighting, Bindings bindings) {
    return missing(recording, sighting.point(), sighting.packet(), bindings);
  }

  static String missing(
      Recording recording, CapturePoint point, PacketExpression expression, Bindings bindings) {
    String missing = "'" + expression + "' was not seen at " + point + known(expression, bindings);
    List<CapturedFrame> there = recording.at(point);
    Optional<Mismatch> nearest =
        there.stream()
            .flatMap(frame -> expression.explain(bindings, frame.packet()).stream())
            .min(Mismatch::compareTo);
    String near =
        nearest
            .map(mismatch -> "; the nearest of %d: %s".formatted(there.size(), mismatch))
            .orElse("; no packet was seen there");
    String elsewhere =
        recording.frames().stream()
            .filter(frame -> expression.matches(bindings, frame.packet()))
            .map(frame -> frame.point().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    long lost = recording.lost().getOrDefault(point.node(), 0L);
    return missing
        + near
        + (elsewhere.isEmpty() ? "" : "; it was seen at " + elsewhere)
        + (lost == 0
            ? ""
            : "; " + "the capture missed " + Count.of(lost, "packet") + " of the node");
  }

  private static String known(PacketExpression expression, Bindings bindings) {
    return expression.variables().isEmpty() || bindings.values().isEmpty()
        ? ""
        : " with " + bindings;
  }
}
