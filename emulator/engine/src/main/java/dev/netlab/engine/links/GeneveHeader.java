package dev.netlab.engine.links;

import dev.netlab.ip.EtherType;
import java.nio.ByteBuffer;

/**
 * The GENEVE header of RFC 8926 section 3.4: eight bytes and then options, which this datapath
 * never sends and skips when received. Buffers are in network order.
 *
 * <pre>
 * |Ver| Opt Len |O|C|   Rsvd.   |         Protocol Type         |
 * |       Virtual Network Identifier (VNI)      |   Reserved    |
 * </pre>
 */
final class GeneveHeader {
  /** Bytes without options. */
  static final int SIZE = 8;

  private static final int OPTION_WORDS = 0x3f;
  private static final int CRITICAL = 0x40;

  /** What to do with a received header, as {@code geneve_udp_encap_recv} of Linux decides it. */
  enum Verdict {
    /** An Ethernet frame follows the options. */
    FRAME,
    /** Cut short, or of another version. */
    MALFORMED,
    /** Neither Ethernet nor IP is carried. */
    UNKNOWN_PROTOCOL,
    /** IP without Ethernet, which a device carrying Ethernet drops. */
    NOT_ETHERNET,
    /** Options that must be understood, and none are. */
    CRITICAL_OPTION
  }

  private GeneveHeader() {}

  static void write(ByteBuffer packet, int at, int vni) {
    packet.putInt(at, EtherType.BRIDGING).putInt(at + 4, vni << 8);
  }

  /** Validates the datagram of {@code length} bytes from {@code at}. */
  static Verdict validate(ByteBuffer packet, int at, int length) {
    if (length < SIZE || version(packet, at) != 0) {
      return Verdict.MALFORMED;
    }
    return switch (Short.toUnsignedInt(packet.getShort(at + 2))) {
      case EtherType.BRIDGING -> {
        if (length < size(packet, at) + InnerFrame.ETHERNET_HEADER) {
          yield Verdict.MALFORMED;
        }
        yield (packet.get(at + 1) & CRITICAL) == 0 ? Verdict.FRAME : Verdict.CRITICAL_OPTION;
      }
      case EtherType.IPV4, EtherType.IPV6 -> Verdict.NOT_ETHERNET;
      default -> Verdict.UNKNOWN_PROTOCOL;
    };
  }

  /** Whether it is for its version that a datagram is malformed. */
  static boolean isOtherVersion(ByteBuffer packet, int at, int length) {
    return length >= 1 && version(packet, at) != 0;
  }

  static int vni(ByteBuffer packet, int at) {
    return packet.getInt(at + 4) >>> 8;
  }

  /** Bytes with options. */
  static int size(ByteBuffer packet, int at) {
    return SIZE + 4 * (packet.get(at) & OPTION_WORDS);
  }

  private static int version(ByteBuffer packet, int at) {
    return (packet.get(at) & 0xff) >>> 6;
  }
}
