package dev.netlab.insight.trace.correlate;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Wires, and what was seen at their ends. */
final class Scene implements Wiring {
  private final Map<End, End> wires = new HashMap<>();
  private final List<CapturedFrame> frames = new ArrayList<>();
  private final List<TunnelPayload> carried = new ArrayList<>();

  /** Two ends, {@code a:eth0 b:eth0}. */
  Scene wire(String ends) {
    End one = end(ends.split(" ", -1)[0]);
    End other = end(ends.split(" ", -1)[1]);
    wires.put(one, other);
    wires.put(other, one);
    return this;
  }

  private static End end(String text) {
    String[] names = text.split(":", 2);
    return new End(names[0], names[1]);
  }

  /** A packet at points with their ways, {@code a:eth0 out, b:eth0 in}, all at one time. */
  Scene seen(long micros, String points, Made packet) {
    for (String point : points.split(", ", -1)) {
      End end = end(point.split(" ", -1)[0]);
      Way way = point.endsWith(" in") ? Way.IN : Way.OUT;
      byte[] bytes = packet.frame();
      frames.add(
          new CapturedFrame(
              end.node(),
              end.interfaceName(),
              way,
              micros * 1000,
              LinkType.ETHERNET,
              bytes.length,
              bytes,
              Made.PORTS));
    }
    return this;
  }

  Scene carries(int receiver, long counter, Made inner) {
    carried.add(new TunnelPayload(receiver, counter, inner.packet()));
    return this;
  }

  List<PacketPath> follow() {
    return PathFinder.of(frames, carried, this);
  }

  /** Each packet's points, in their order. */
  List<String> paths() {
    return follow().stream().map(Scene::text).toList();
  }

  static String text(PacketPath path) {
    return path.sightings().stream()
        .map(sighting -> sighting.frame().point().toString())
        .collect(Collectors.joining(", "));
  }

  @Override
  public Optional<End> otherEnd(String node, String interfaceName) {
    return Optional.ofNullable(wires.get(new End(node, interfaceName)));
  }
}
