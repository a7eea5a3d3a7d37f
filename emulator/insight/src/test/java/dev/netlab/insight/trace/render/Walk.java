package dev.netlab.insight.trace.render;

import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.lab.Way;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.TunnelPorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a journey hop by hop, one every 20 microseconds. */
final class Walk {
  static final TunnelPorts PORTS = new TunnelPorts(Set.of(6081, 6091), Set.of(4789));

  private final int packet;
  private final Direction direction;
  private final List<Hop> hops = new ArrayList<>();
  private long nanos;

  Walk(int packet, Direction direction, long nanos) {
    this.packet = packet;
    this.direction = direction;
    this.nanos = nanos;
  }

  /** Seen there, {@code node:interface}. */
  Walk at(String where, Way way, byte[] ip, Event... why) {
    List<EncapLevel> levels = frame(where, way, ip).packet().levels();
    return hop(where, way, ip, levels.getLast(), levels.subList(0, levels.size() - 1), why);
  }

  /** Seen there as a datagram that hides a packet. */
  Walk hidden(String where, Way way, byte[] ip, byte[] inner, Event... why) {
    EncapLevel packet = frame(where, way, inner).packet().levels().getLast();
    return hop(where, way, ip, packet, frame(where, way, ip).packet().levels(), why);
  }

  private Walk hop(
      String where, Way way, byte[] ip, EncapLevel packet, List<EncapLevel> outer, Event... why) {
    CapturedFrame frame = frame(where, way, ip);
    hops.add(
        new Hop(
            frame.node(),
            frame.interfaceName(),
            way,
            nanos,
            packet,
            outer,
            Optional.of(
                new Hop.Frame(frame.link(), frame.originalLength(), frame.bytes(), frame.packet())),
            List.of(why)));
    nanos += 20_000;
    return this;
  }

  private CapturedFrame frame(String where, Way way, byte[] ip) {
    String[] names = where.split(":", 2);
    byte[] bytes = Bytes.ethernet(ip);
    return new CapturedFrame(
        names[0], names[1], way, nanos, LinkType.ETHERNET, bytes.length, bytes, PORTS);
  }

  Journey ends(Ending ending) {
    return new Journey(packet, direction, hops, ending);
  }
}
