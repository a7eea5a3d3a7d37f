package dev.netlab.wireguard.ip;

import dev.netlab.wireguard.ip.IpAddress.Version;

/** Explicit congestion notification over a tunnel (RFC 6040, normal mode). */
public final class Ecn {
  public static final int NOT_ECT = 0;
  public static final int ECT_1 = 1;
  public static final int ECT_0 = 2;
  public static final int CE = 3;

  private Ecn() {}

  /** The two bits of a packet's own header. */
  public static int of(Version version, Packet packet) {
    return switch (version) {
      case IPV4 -> packet.unsigned(1) & 3;
      case IPV6 -> packet.unsigned(1) >> 4 & 3;
    };
  }

  /**
   * Brings what the outer header met into the inner one (RFC 6040 section 4.2).
   *
   * @return whether the packet may go on: one that knows no ECN cannot carry the news of congestion
   *     and is dropped
   */
  public static boolean decapsulate(int outer, Version version, Packet packet) {
    int inner = of(version, packet);
    if (outer == CE && inner == NOT_ECT) {
      return false;
    }
    if (outer == CE && inner != CE) {
      set(version, packet, CE);
    } else if (outer == ECT_1 && inner == ECT_0) {
      set(version, packet, ECT_1);
    }
    return true;
  }

  private static void set(Version version, Packet packet, int ecn) {
    byte[] array = packet.array();
    int at = packet.offset() + 1;
    switch (version) {
      case IPV4 -> {
        int before = packet.unsignedShort(0);
        array[at] = (byte) ((array[at] & ~3) | ecn);
        int checksum = Checksum.adjust(packet.unsignedShort(10), before, packet.unsignedShort(0));
        array[packet.offset() + 10] = (byte) (checksum >> 8);
        array[packet.offset() + 11] = (byte) checksum;
      }
      case IPV6 -> array[at] = (byte) ((array[at] & ~0x30) | (ecn << 4));
    }
  }
}
