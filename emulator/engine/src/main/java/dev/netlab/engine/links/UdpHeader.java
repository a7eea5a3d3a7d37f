package dev.netlab.engine.links;

import java.nio.ByteBuffer;

/** The UDP header (RFC 768): source port, destination port, length, checksum. */
final class UdpHeader {
  static final int SIZE = 8;

  /** Where the checksum is. */
  static final int CHECKSUM = 6;

  private UdpHeader() {}

  /** Writes a header with checksum 0; {@code length} counts header and payload. */
  static void write(ByteBuffer packet, int at, int source, int destination, int length) {
    packet.putInt(at, (source << 16) | destination).putInt(at + 4, length << 16);
  }
}
