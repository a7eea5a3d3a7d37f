package dev.netlab.wireguard.protocol;

import dev.netlab.wireguard.ip.PacketView;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for a session, each a copy with room to be sealed in; the oldest goes first.
 */
final class StagedPackets {
  private final Queue<PacketView> packets = new ArrayDeque<>(0);

  /** Takes a copy; the packet that had to go for it, or null. */
  @Nullable PacketView add(PacketView packet) {
    PacketView oldest = packets.size() == Limits.STAGED_PACKETS ? packets.remove() : null;
    byte[] copy = new byte[WireGuard.HEADROOM + packet.length() + WireGuard.TAILROOM];
    System.arraycopy(packet.array(), packet.offset(), copy, WireGuard.HEADROOM, packet.length());
    packets.add(new PacketView(copy, WireGuard.HEADROOM, packet.length()));
    return oldest;
  }

  /** A packet without bytes becomes a keepalive. */
  void addKeepalive() {
    var _ = add(new PacketView(new byte[0], 0, 0));
  }

  @Nullable PacketView poll() {
    return packets.poll();
  }

  boolean isEmpty() {
    return packets.isEmpty();
  }

  int size() {
    return packets.size();
  }

  void clear() {
    packets.clear();
  }
}
