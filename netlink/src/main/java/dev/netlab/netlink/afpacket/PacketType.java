package dev.netlab.netlink.afpacket;

/** The kernel's view of where a packet goes: {@code sll_pkttype} of packet(7). */
public enum PacketType {
  /** Received, for this machine. */
  HOST,
  BROADCAST,
  MULTICAST,
  /** Received, with another's link-layer address: seen on bridge ports and in promiscuous mode. */
  OTHER_HOST,
  /** Sent. */
  OUTGOING;

  private static final PacketType[] BY_NUMBER = values();

  static PacketType of(int number) {
    return number < BY_NUMBER.length ? BY_NUMBER[number] : HOST;
  }

  /** Whether the packet was leaving by the interface, not coming in. */
  public boolean isOutgoing() {
    return this == OUTGOING;
  }
}
