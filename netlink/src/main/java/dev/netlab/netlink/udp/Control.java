package dev.netlab.netlink.udp;

import java.nio.ByteBuffer;

/** Control messages ({@code struct cmsghdr}, cmsg(3)) where {@code size_t} has 64 bits. */
final class Control {
  /** {@code SOL_UDP} and its {@code UDP_SEGMENT}, {@code UDP_GRO} of linux/udp.h. */
  static final int SOL_UDP = 17;

  static final int UDP_SEGMENT = 103;
  static final int UDP_GRO = 104;

  /** Bytes of {@code struct cmsghdr}. */
  static final int HEADER = 16;

  /** Room for one datagram's control messages: packet info, TOS, TTL and segment size. */
  static final int ROOM = 128;

  private Control() {}

  /** The offset of the message after one of this length ({@code CMSG_ALIGN}). */
  static int align(int length) {
    return (length + 7) & -8;
  }

  /** Writes a header for {@code length} bytes of data and returns where the data goes. */
  static int header(ByteBuffer buffer, int at, int level, int type, int length) {
    buffer.putLong(at, HEADER + length).putInt(at + 8, level).putInt(at + 12, type);
    return at + HEADER;
  }

  /** Writes a message whose data is an {@code int}; returns where the next goes. */
  static int putInt(ByteBuffer buffer, int at, int level, int type, int value) {
    buffer.putInt(header(buffer, at, level, type, 4), value);
    return at + align(HEADER + 4);
  }

  static int putSegmentSize(ByteBuffer buffer, int at, int bytes) {
    buffer.putShort(header(buffer, at, SOL_UDP, UDP_SEGMENT, 2), (short) bytes);
    return at + align(HEADER + 2);
  }

  /** {@code struct in_pktinfo} or {@code struct in6_pktinfo}. */
  static int putSource(ByteBuffer buffer, int at, Source source) {
    Family family = Family.of(source.address().version());
    int length = family == Family.IPV4 ? 12 : 20;
    int data = header(buffer, at, family.level, family.packetInfo, length);
    switch (family) {
      case IPV4 -> {
        buffer.putInt(data, source.interfaceIndex()).putInt(data + 8, 0);
        NetworkOrder.write(source.address(), buffer, data + 4);
      }
      case IPV6 -> {
        NetworkOrder.write(source.address(), buffer, data);
        buffer.putInt(data + 16, source.interfaceIndex());
      }
    }
    return at + align(HEADER + length);
  }
}
