package dev.netlab.insight.capture;

import dev.netlab.lab.Way;
import dev.netlab.netlink.afpacket.CapturedPacket;
import dev.netlab.netlink.afpacket.PacketRing;
import dev.netlab.netlink.afpacket.RingOptions;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.TunnelPorts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The capture ring of one node: its frames, with the names of node and interface. */
final class NodeRing implements AutoCloseable {
  private final String node;
  private final PacketRing ring;
  private final TunnelPorts ports;
  private final Map<Integer, String> names = new HashMap<>();
  private long received;
  private long expected = Long.MAX_VALUE;

  private NodeRing(String node, PacketRing ring, TunnelPorts ports) {
    this.node = node;
    this.ring = ring;
    this.ports = ports;
  }

  /** Opens a ring in the namespace; it captures everything from now on. */
  static NodeRing open(String node, Namespace namespace, RingOptions options, TunnelPorts ports) {
    return new NodeRing(node, namespace.call(() -> PacketRing.open(options)), ports);
  }

  String node() {
    return node;
  }

  PacketRing ring() {
    return ring;
  }

  void drain(Consumer<CapturedFrame> to) {
    received += ring.drain(packet -> to.accept(frame(packet)));
  }

  /** Fixes what is owed: every packet that the kernel has put into the ring until now. */
  void expectAllUntilNow() {
    PacketRing.Statistics statistics = ring.statistics();
    expected = statistics.seen() - statistics.dropped();
  }

  /** Packets that the kernel has put into the ring and has not handed over yet. */
  long outstanding() {
    return Math.max(expected - received, 0);
  }

  /** Packets for which the ring had no room, and those still owed. */
  long lost() {
    return ring.statistics().dropped() + (expected == Long.MAX_VALUE ? 0 : outstanding());
  }

  private CapturedFrame frame(CapturedPacket packet) {
    return new CapturedFrame(
        node,
        names.computeIfAbsent(packet.interfaceIndex(), this::name),
        packet.type().isOutgoing() ? Way.OUT : Way.IN,
        packet.nanos(),
        LinkType.ofHardwareType(packet.linkType()),
        packet.originalLength(),
        packet.bytes(),
        ports);
  }

  /** A device that is gone before anybody asked has its index for a name. */
  private String name(int index) {
    return ring.interfaceName(index).orElse("if" + index);
  }

  @Override
  public void close() {
    ring.close();
  }
}
