package dev.netlab.netlink.packet;

/** Takes packets in the order in which the kernel saw them. */
@FunctionalInterface
public interface PacketHandler {
  void packet(CapturedPacket packet);
}
