package dev.netlab.insight.facts;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recording;
import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Condition;
import dev.netlab.lab.Located;
import dev.netlab.packet.Ethernet;
import dev.netlab.packet.Ip;
import dev.netlab.packet.filter.Bindings;
import dev.netlab.packet.filter.PacketExpression;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a packet cannot be read where it passes inside something else. Looked at is what passes
 * the points from the packet's sighting on until it can be read on another node: there it has come
 * out, and what follows, an echo's reply for one, may rightly carry the same bytes.
 */
final class HiddenCondition {
  /** So many bytes in a row tell a packet; fewer can be chance. */
  private static final int RUN = Long.BYTES;

  private final Condition.Hidden condition;
  private final Recording recording;

  HiddenCondition(Condition.Hidden condition, Recording recording) {
    this.condition = condition;
    this.recording = recording;
  }

  Verdict check(Bindings bindings) {
    PacketExpression expression = condition.sighting().packet();
    CapturePoint point = condition.sighting().point();
    for (int i = 0; i < recording.frames().size(); i++) {
      CapturedFrame frame = recording.frames().get(i);
      if (frame.isAt(point)) {
        Optional<Bindings> found = expression.match(bindings, frame.packet()).stream().findFirst();
        if (found.isPresent()) {
          return check(frame, i, found.get());
        }
      }
    }
    return new Verdict.Fails(
        CaptureText.missing(recording, point, condition.sighting().packet(), bindings));
  }

  private Verdict check(CapturedFrame hidden, int index, Bindings bindings) {
    Set<Long> runs = runs(packetOf(hidden));
    Map<CapturePoint, Integer> passed = new LinkedHashMap<>();
    condition.from().forEach(point -> passed.put(point.value(), 0));
    for (CapturedFrame frame : recording.frames().subList(index + 1, recording.frames().size())) {
      Optional<CapturePoint> watched =
          condition.from().stream().map(Located::value).filter(frame::isAt).findFirst();
      boolean readable = isReadable(runs, frame.bytes());
      if (watched.isPresent() && readable) {
        return new Verdict.Fails(
            "bytes of '%s' can be read: %s".formatted(hidden.packet(), CaptureText.of(frame)));
      }
      watched.ifPresent(point -> passed.merge(point, 1, Integer::sum));
      if (readable && !frame.node().equals(hidden.node())) {
        break;
      }
    }
    List<CapturePoint> silent =
        passed.entrySet().stream().filter(e -> e.getValue() == 0).map(Map.Entry::getKey).toList();
    if (!silent.isEmpty()) {
      return new Verdict.Fails(
          "nothing passed %s after %s: nothing is hidden there"
              .formatted(silent.getFirst(), CaptureText.of(hidden)));
    }
    int frames = passed.values().stream().mapToInt(Integer::intValue).sum();
    return Verdict.holds(
        bindings,
        "no %d bytes of '%s' can be read in %d packets at %d points"
            .formatted(RUN, hidden.packet(), frames, passed.size()));
  }

  /** The packet without its Ethernet header, which is another on every wire. */
  private static ByteBuffer packetOf(CapturedFrame frame) {
    boolean ethernet = frame.packet().layers().getFirst() instanceof Ethernet;
    int start =
        ethernet
            ? frame.packet().layers().stream()
                .filter(Ip.class::isInstance)
                .mapToInt(layer -> layer.offset())
                .findFirst()
                .orElse(0)
            : 0;
    return frame.bytes().slice(start, frame.bytes().remaining() - start);
  }

  /** Every run of bytes in it, but for those of one value: padding is everywhere. */
  private static Set<Long> runs(ByteBuffer bytes) {
    Set<Long> runs = new HashSet<>();
    for (int at = 0; at + RUN <= bytes.limit(); at++) {
      long run = bytes.getLong(at);
      if (run != Long.rotateLeft(run, Byte.SIZE)) {
        runs.add(run);
      }
    }
    return runs;
  }

  private static boolean isReadable(Set<Long> runs, ByteBuffer bytes) {
    for (int at = 0; at + RUN <= bytes.limit(); at++) {
      if (runs.contains(bytes.getLong(at))) {
        return true;
      }
    }
    return false;
  }
}
