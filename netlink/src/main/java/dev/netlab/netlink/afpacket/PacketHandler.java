package dev.netlab.netlink.afpacket;

/** Takes packets in the order in which the kernel saw them. */
@FunctionalInterface
public interface PacketHandler {
  void packet(CapturedPacket packet);
}
