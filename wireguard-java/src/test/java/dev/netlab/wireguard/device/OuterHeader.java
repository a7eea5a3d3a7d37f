package dev.netlab.wireguard.device;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What two WireGuards must agree on in a datagram that carries the same packet.
 *
 * @param ip all of the outer IP header (version, TOS or traffic class, flow label, DF, TTL,
 *     protocol, addresses) but lengths, checksum and IPv4's ID, which the kernel gives to all, in
 *     hex
 * @param ports both, in hex
 * @param length of the UDP datagram, with its header
 * @param checksum of UDP
 * @param type of the message with its reserved bytes, in hex
 * @param counter of a data message, else 0
 */
record OuterHeader(
    String ip, String ports, int length, Checksum checksum, String type, long counter) {
  enum Checksum {
    RIGHT,
    WRONG,
    ABSENT
  }

  private static final int ETHERNET = 14;
  private static final int KEEPALIVE = 8 + 32;

  /**
   * @param frame Ethernet, IP without options, UDP
   */
  static OuterHeader of(ByteBuffer frame) {
    boolean four = frame.getShort(12) == 0x0800;
    int udp = ETHERNET + (four ? 20 : 40);
    String ip =
        four
            ? hex(frame, ETHERNET, 2) + hex(frame, ETHERNET + 6, 4) + hex(frame, ETHERNET + 12, 8)
            : hex(frame, ETHERNET, 4) + hex(frame, ETHERNET + 6, 34);
    boolean data = frame.get(udp + 8) == 4;
    return new OuterHeader(
        ip,
        hex(frame, udp, 4),
        Short.toUnsignedInt(frame.getShort(udp + 4)),
        checksum(frame, udp),
        hex(frame, udp + 8, 4),
        data ? Long.reverseBytes(frame.getLong(udp + 16)) : 0);
  }

  /** The last two bits of the TOS or traffic class. */
  int ecn() {
    return Character.digit(ip.charAt(ip.startsWith("4") ? 3 : 2), 16) & 3;
  }

  boolean isKeepalive() {
    return length == KEEPALIVE;
  }

  /** Of RFC 768; the pseudo header is the addresses, which are before UDP, protocol and length. */
  private static Checksum checksum(ByteBuffer frame, int udp) {
    if (frame.getShort(udp + 6) == 0) {
      return Checksum.ABSENT;
    }
    int length = Short.toUnsignedInt(frame.getShort(udp + 4));
    long sum = 17L + length;
    for (int at = udp - (udp == ETHERNET + 20 ? 8 : 32); at < udp + length - 1; at += 2) {
      sum += Short.toUnsignedInt(frame.getShort(at));
    }
    if (length % 2 != 0) {
      sum += (frame.get(udp + length - 1) & 255) << 8;
    }
    return sum % 0xffff == 0 ? Checksum.RIGHT : Checksum.WRONG;
  }

  private static String hex(ByteBuffer frame, int at, int length) {
    byte[] bytes = new byte[length];
    frame.get(at, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
