package dev.netlab.insight.story;

import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Way;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A packet at an interface.
 *
 * @param nanos when, since 1970; 0 where it is predicted
 * @param packet the packet that is followed, as it was there
 * @param outer what it was in there, outermost first: packets and tunnel headers in turn; empty
 *     outside of tunnels. What a WireGuard datagram carried is known from the device.
 * @param frame as it was seen; empty where it is predicted
 * @param events what the node did with it from here to the next hop, in order; of the first hop
 *     also what was done before it left
 */
public record Hop(
    String node,
    String interfaceName,
    Way way,
    long nanos,
    EncapLevel packet,
    List<EncapLevel> outer,
    Optional<Frame> frame,
    List<Event> events) {
  /**
   * The frame that was captured there.
   *
   * @param originalLength bytes that it had before any cut
   * @param bytes those that were kept, read-only
   * @param packet what they are, decoded
   */
  public record Frame(LinkType link, int originalLength, ByteBuffer bytes, Packet packet) {}

  public Hop {
    outer = List.copyOf(outer);
    events = List.copyOf(events);
  }

  /** The same with more that was done behind it. */
  public Hop doing(List<Event> more) {
    List<Event> all = new ArrayList<>(events);
    all.addAll(more);
    return new Hop(node, interfaceName, way, nanos, packet, outer, frame, all);
  }

  /** Whether it was at that point: in the same direction, if the point has one. */
  public boolean isAt(CapturePoint point) {
    return node.equals(point.node())
        && interfaceName.equals(point.interfaceName())
        && point.way().map(way::equals).orElse(true);
  }

  /** Where it was, with its way. */
  public CapturePoint point() {
    return new CapturePoint(node, interfaceName, Optional.of(way));
  }
}
