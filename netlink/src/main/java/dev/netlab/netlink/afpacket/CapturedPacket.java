package dev.netlab.netlink.afpacket;

import java.nio.ByteBuffer;

/**
 * One sighting of a packet on an interface.
 *
 * @param nanos the kernel's time stamp, nanoseconds since 1970
 * @param interfaceIndex where it was seen, an index of the ring's namespace
 * @param linkType the interface's {@code ARPHRD_*}: 1 for Ethernet, 65534 for TUN (no header)
 * @param type whether it came or went
 * @param originalLength its bytes before a filter cut it; of a TSO super-frame, all of it
 * @param checksum what is known about the transport checksum
 * @param data the link-layer header and what follows, VLAN tag included, in network byte order.
 *     This is the ring's own memory, good only until the handler returns: copy what shall stay
 */
public record CapturedPacket(
    long nanos,
    int interfaceIndex,
    int linkType,
    PacketType type,
    int originalLength,
    Checksum checksum,
    ByteBuffer data) {
  /** {@code ARPHRD_ETHER} of linux/if_arp.h. */
  public static final int ETHERNET = 1;

  /** What the kernel says about the transport checksum. */
  public enum Checksum {
    /** Nothing: it is what it is. */
    UNKNOWN,
    /** Not computed yet: a device, or nobody on a veth, will ({@code TP_STATUS_CSUMNOTREADY}). */
    NOT_READY,
    /** Verified ({@code TP_STATUS_CSUM_VALID}). */
    VALID
  }

  /** A copy of the data that may be kept. */
  public byte[] bytes() {
    byte[] copy = new byte[data.remaining()];
    data.get(data.position(), copy);
    return copy;
  }
}
