package dev.netlab.insight.facts;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Condition;
import dev.netlab.lab.ExpectedPacket;
import dev.netlab.lab.Located;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Conditions about the order in which packets were seen at several points. */
final class PathConditions {
  private final Recording recording;

  PathConditions(Recording recording) {
    this.recording = recording;
  }

  Recording recording() {
    return recording;
  }

  /** How far a path was followed: the frames found so far, each behind the one before. */
  private record Prefix(Bindings bindings, int next, List<CapturedFrame> frames) {
    Prefix with(Bindings found, int index, CapturedFrame frame) {
      List<CapturedFrame> more = new ArrayList<>(frames);
      more.add(frame);
      return new Prefix(found, index + 1, List.copyOf(more));
    }
  }

  Verdict path(Condition.Path condition, Bindings bindings) {
    List<Prefix> prefixes = List.of(new Prefix(bindings, 0, List.of()));
    for (ExpectedPacket sighting : condition.sightings()) {
      List<Prefix> longer = new ArrayList<>();
      for (Prefix prefix : prefixes) {
        follow(prefix, sighting, longer);
      }
      if (longer.isEmpty()) {
        return new Verdict.Fails(lostAt(prefixes.getFirst(), sighting));
      }
      prefixes = longer;
    }
    return new Verdict.Holds(
        prefixes.stream()
            .map(prefix -> new Verdict.Binding(prefix.bindings(), story(prefix.frames())))
            .toList());
  }

  /**
   * Adds a prefix for the first frame of each set of bindings: a later frame could only make the
   * rest harder. With variables in k sightings and n frames there would be n^k of them, so what is
   * added is bounded at each sighting.
   */
  private void follow(Prefix prefix, ExpectedPacket sighting, List<Prefix> longer) {
    PacketExpression expression = sighting.packet();
    Set<Bindings> taken = new HashSet<>();
    for (int i = prefix.next(); i < recording.frames().size(); i++) {
      CapturedFrame frame = recording.frames().get(i);
      if (!frame.isAt(sighting.point())) {
        continue;
      }
      for (Bindings found : expression.match(prefix.bindings(), frame.packet())) {
        if (longer.size() == Verdict.MOST_BINDINGS) {
          return;
        }
        if (taken.add(found)) {
          longer.add(prefix.with(found, i, frame));
        }
      }
    }
  }

  private String lostAt(Prefix prefix, ExpectedPacket sighting) {
    String missing = CaptureText.missing(recording, sighting, prefix.bindings());
    if (prefix.frames().isEmpty()) {
      return missing;
    }
    PacketExpression expression = sighting.packet();
    boolean before =
        recording.at(sighting.point()).stream()
            .anyMatch(frame -> expression.matches(prefix.bindings(), frame.packet()));
    CapturedFrame last = prefix.frames().getLast();
    return before
        ? "'%s' was seen at %s only before %s"
            .formatted(sighting.packet(), sighting.point(), CaptureText.of(last))
        : missing + "; the path was followed to " + last;
  }

  Verdict same(Condition.Same condition, Bindings bindings) {
    PacketExpression expression = condition.packet();
    CapturePoint first = condition.points().getFirst().value();
    List<Verdict.Binding> ways = new ArrayList<>();
    String failure = CaptureText.missing(recording, first, condition.packet(), bindings);
    for (int i = 0; i < recording.frames().size(); i++) {
      CapturedFrame frame = recording.frames().get(i);
      List<Bindings> found =
          frame.isAt(first) ? expression.match(bindings, frame.packet()) : List.of();
      if (found.isEmpty()) {
        continue;
      }
      List<CapturedFrame> sightings = new ArrayList<>(List.of(frame));
      String missing = sameFrame(condition.points(), i, sightings);
      if (missing.isEmpty()) {
        found.forEach(each -> ways.add(new Verdict.Binding(each, story(sightings))));
      } else {
        failure = missing;
      }
    }
    return Verdict.of(ways, failure);
  }

  /** Finds the frame again at the other points, in order; what is missing, empty if nothing. */
  private String sameFrame(
      List<Located<CapturePoint>> points, int start, List<CapturedFrame> sightings) {
    CapturedFrame frame = sightings.getFirst();
    int from = start + 1;
    for (Located<CapturePoint> point : points.subList(1, points.size())) {
      int found = -1;
      for (int i = from; i < recording.frames().size() && found < 0; i++) {
        CapturedFrame other = recording.frames().get(i);
        if (other.isAt(point.value()) && other.bytes().equals(frame.bytes())) {
          found = i;
        }
      }
      if (found < 0) {
        return "the frame %s was not seen again, byte for byte, at %s"
            .formatted(CaptureText.of(frame), point.value());
      }
      sightings.add(recording.frames().get(found));
      from = found + 1;
    }
    return "";
  }

  private static String story(List<CapturedFrame> frames) {
    StringBuilder text = new StringBuilder();
    String before = "";
    for (CapturedFrame frame : frames) {
      String packet = frame.packet().toString();
      text.append(text.isEmpty() ? "seen at " : ", then at ").append(frame.point());
      if (!packet.equals(before)) {
        text.append(": ").append(packet);
      }
      before = packet;
    }
    return text.toString();
  }
}
