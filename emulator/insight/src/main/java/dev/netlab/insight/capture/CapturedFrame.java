package dev.netlab.insight.capture;

import dev.netlab.lab.CapturePoint;
import dev.netlab.lab.Way;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.Packet;
import dev.netlab.packet.TunnelPorts;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One frame, seen at one interface of one node. */
public final class CapturedFrame {
  private final String node;
  private final String interfaceName;
  private final Way way;
  private final long nanos;
  private final LinkType link;
  private final int originalLength;
  private final byte[] bytes;
  private final TunnelPorts ports;
  private @Nullable Packet packet;

  /**
   * @param nanos the kernel's time stamp, nanoseconds since 1970
   * @param originalLength bytes that the frame had before any cut
   * @param bytes kept, not copied
   * @param ports with which {@link #packet} decodes
   */
  public CapturedFrame(
      String node,
      String interfaceName,
      Way way,
      long nanos,
      LinkType link,
      int originalLength,
      byte[] bytes,
      TunnelPorts ports) {
    this.node = node;
    this.interfaceName = interfaceName;
    this.way = way;
    this.nanos = nanos;
    this.link = link;
    this.originalLength = originalLength;
    this.bytes = bytes;
    this.ports = ports;
  }

  public String node() {
    return node;
  }

  public String interfaceName() {
    return interfaceName;
  }

  /** Whether it came in or went out, as the node sees it. */
  public Way way() {
    return way;
  }

  /** The kernel's time stamp, nanoseconds since 1970. */
  public long nanos() {
    return nanos;
  }

  public LinkType link() {
    return link;
  }

  public int originalLength() {
    return originalLength;
  }

  /** The captured bytes, read-only. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Where it was seen, with its way. */
  public CapturePoint point() {
    return new CapturePoint(node, interfaceName, Optional.of(way));
  }

  /**
   * Whether it was seen at that point: same node and interface, and same way if the point has one.
   */
  public boolean isAt(CapturePoint point) {
    return node.equals(point.node())
        && interfaceName.equals(point.interfaceName())
        && point.way().map(way::equals).orElse(true);
  }

  /** Decoded when first asked for. */
  public synchronized Packet packet() {
    if (packet == null) {
      packet = Packet.decode(link, ByteBuffer.wrap(bytes), originalLength, ports);
    }
    return packet;
  }

  /** {@code gw-local:eth0 in 10.0.0.1 > 10.0.0.2 icmp echo-request id 7 seq 1}. */
  @Override
  public String toString() {
    return point() + " " + packet();
  }
}
