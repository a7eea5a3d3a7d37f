package dev.netlab.packet;

/**
 * A UDP header (RFC 768).
 *
 * @param length of header and payload, in bytes
 */
public record Udp(int offset, int sourcePort, int destinationPort, int length, int checksum)
    implements Transport {
  static final int HEADER = 8;

  @Override
  public int payloadLength() {
    return Math.max(length - HEADER, 0);
  }
}
