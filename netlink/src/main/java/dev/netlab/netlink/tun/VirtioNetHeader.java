package dev.netlab.netlink.tun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct virtio_net_hdr} ({@code linux/virtio_net.h}): 10 bytes in native byte order before
 * each packet of a device with {@link TunOptions.Feature#VNET_HEADER}.
 *
 * @param flags {@link #NEEDS_CSUM}, {@link #DATA_VALID} or 0
 * @param gsoType one of the {@code GSO_*}, optionally with {@link #GSO_ECN}
 * @param headerLength bytes of all headers before the payload that is cut; only a hint when read
 * @param segmentSize payload bytes of each packet after cutting
 * @param checksumStart offset from the packet's first byte at which the checksum's input begins
 * @param checksumOffset offset from checksumStart at which the checksum is written
 */
public record VirtioNetHeader(
    int flags,
    int gsoType,
    int headerLength,
    int segmentSize,
    int checksumStart,
    int checksumOffset) {
  /** The header's size in bytes. */
  public static final int SIZE = 10;

  /** The checksum field contains only the pseudo header's sum. */
  public static final int NEEDS_CSUM = 1;

  /** The checksum was verified, or need not be. */
  public static final int DATA_VALID = 2;

  public static final int GSO_NONE = 0;
  public static final int GSO_TCPV4 = 1;
  public static final int GSO_TCPV6 = 4;

  /** UDP that is cut into separate datagrams (USO), over IPv4 or IPv6. */
  public static final int GSO_UDP_L4 = 5;

  public static final int GSO_ECN = 0x80;

  /** The header of a packet that is already complete. */
  public static final VirtioNetHeader NONE = new VirtioNetHeader(0, GSO_NONE, 0, 0, 0, 0);

  /** Reads the header at byte {@code at}. */
  public static VirtioNetHeader read(ByteBuffer packet, int at) {
    return new VirtioNetHeader(
        Byte.toUnsignedInt(packet.get(at)),
        Byte.toUnsignedInt(packet.get(at + 1)),
        number(packet, at + 2),
        number(packet, at + 4),
        number(packet, at + 6),
        number(packet, at + 8));
  }

  /** Writes the header at byte {@code at}. */
  public void write(ByteBuffer packet, int at) {
    packet.put(at, (byte) flags).put(at + 1, (byte) gsoType);
    put(packet, at + 2, headerLength);
    put(packet, at + 4, segmentSize);
    put(packet, at + 6, checksumStart);
    put(packet, at + 8, checksumOffset);
  }

  // The buffer may be in network order, because the packet that follows is; the header never is.
  private static int number(ByteBuffer buffer, int at) {
    short value = buffer.getShort(at);
    return Short.toUnsignedInt(isNative(buffer) ? value : Short.reverseBytes(value));
  }

  private static void put(ByteBuffer buffer, int at, int value) {
    short bits = (short) value;
    buffer.putShort(at, isNative(buffer) ? bits : Short.reverseBytes(bits));
  }

  private static boolean isNative(ByteBuffer buffer) {
    return buffer.order() == ByteOrder.nativeOrder();
  }
}
