package dev.netlab.wireguard.ip;

import dev.netlab.ip.Ecn;
import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpVersion;

/** Explicit congestion notification in a packet's own header (RFC 3168, RFC 8200). */
public final class EcnField {
  private EcnField() {}

  /** The two bits. */
  public static int of(IpVersion version, PacketView packet) {
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
  public static boolean decapsulate(int outer, IpVersion version, PacketView packet) {
    int before = of(version, packet);
    int after = Ecn.decapsulate(outer, before);
    if (after == Ecn.DROP) {
      return false;
    }
    if (after != before) {
      set(version, packet, after);
    }
    return true;
  }

  private static void set(IpVersion version, PacketView packet, int ecn) {
    byte[] array = packet.array();
    int at = packet.offset() + 1;
    switch (version) {
      case IPV4 -> {
        int before = packet.unsignedShort(0);
        array[at] = (byte) ((array[at] & ~3) | ecn);
        int checksum =
            InternetChecksum.replace(packet.unsignedShort(10), before, packet.unsignedShort(0));
        array[packet.offset() + 10] = (byte) (checksum >> 8);
        array[packet.offset() + 11] = (byte) checksum;
      }
      case IPV6 -> array[at] = (byte) ((array[at] & ~0x30) | (ecn << 4));
    }
  }
}
