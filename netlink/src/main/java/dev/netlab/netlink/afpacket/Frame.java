package dev.netlab.netlink.afpacket;

import dev.netlab.netlink.afpacket.CapturedPacket.Checksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads {@code struct tpacket3_hdr} and the {@code struct sockaddr_ll} behind it (if_packet.h). */
final class Frame {
  /** Room before each packet into which the link-layer addresses move when a tag is put back. */
  static final int TAG = 4;

  private static final int ADDRESSES = 12;
  private static final int ETHERTYPE_VLAN = 0x8100;

  private static final int CSUM_NOT_READY = 1 << 3;
  private static final int VLAN_VALID = 1 << 4;
  private static final int VLAN_TPID_VALID = 1 << 6;
  private static final int CSUM_VALID = 1 << 7;

  private static final int NEXT = 0;
  private static final int SECONDS = 4;
  private static final int NANOSECONDS = 8;
  private static final int CAPTURED = 12;
  private static final int LENGTH = 16;
  private static final int STATUS = 20;
  private static final int MAC = 24;
  private static final int VLAN_TCI = 32;
  private static final int VLAN_TPID = 36;
  private static final int ADDRESS = 48;
  private static final int ADDRESS_INDEX = ADDRESS + 4;
  private static final int ADDRESS_HATYPE = ADDRESS + 8;
  private static final int ADDRESS_PKTTYPE = ADDRESS + 10;

  private Frame() {}

  /** Bytes from this frame to the next of its block. */
  static int next(ByteBuffer ring, int at) {
    return ring.getInt(at + NEXT);
  }

  static CapturedPacket read(ByteBuffer ring, int at) {
    int status = ring.getInt(at + STATUS);
    int start = at + Short.toUnsignedInt(ring.getShort(at + MAC));
    int captured = ring.getInt(at + CAPTURED);
    int length = ring.getInt(at + LENGTH);
    int linkType = Short.toUnsignedInt(ring.getShort(at + ADDRESS_HATYPE));
    if ((status & VLAN_VALID) != 0
        && linkType == CapturedPacket.ETHERNET
        && captured >= ADDRESSES) {
      putTagBack(ring, at, start, status);
      start -= TAG;
      captured += TAG;
      length += TAG;
    }
    return new CapturedPacket(
        Integer.toUnsignedLong(ring.getInt(at + SECONDS)) * 1_000_000_000L
            + ring.getInt(at + NANOSECONDS),
        ring.getInt(at + ADDRESS_INDEX),
        linkType,
        PacketType.of(Byte.toUnsignedInt(ring.get(at + ADDRESS_PKTTYPE))),
        length,
        checksum(status),
        ring.slice(start, captured).order(ByteOrder.BIG_ENDIAN));
  }

  /** The kernel took the tag out of the frame: it goes between the addresses and the type. */
  private static void putTagBack(ByteBuffer ring, int at, int start, int status) {
    int tpid =
        (status & VLAN_TPID_VALID) == 0
            ? ETHERTYPE_VLAN
            : Short.toUnsignedInt(ring.getShort(at + VLAN_TPID));
    int tci = ring.getInt(at + VLAN_TCI);
    ring.put(start - TAG, ring, start, ADDRESSES);
    int tag = start - TAG + ADDRESSES;
    ring.put(tag, (byte) (tpid >> 8)).put(tag + 1, (byte) tpid);
    ring.put(tag + 2, (byte) (tci >> 8)).put(tag + 3, (byte) tci);
  }

  private static Checksum checksum(int status) {
    if ((status & CSUM_NOT_READY) != 0) {
      return Checksum.NOT_READY;
    }
    return (status & CSUM_VALID) != 0 ? Checksum.VALID : Checksum.UNKNOWN;
  }
}
