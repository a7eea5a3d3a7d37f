package dev.netlab.netlink.tun;

import dev.netlab.ip.InternetChecksum;

/** The positions of fields in IP packets, in arrays in network order. */
final class IpPacket {
  static final int IPV4_HEADER = 20;
  static final int IPV6_HEADER = 40;
  static final int TCP_HEADER = 20;
  static final int UDP_HEADER = 8;
  static final int TCP_FLAGS = 13;
  static final int TCP_CHECKSUM = 16;
  static final int UDP_CHECKSUM = 6;
  static final int FIN = 0x01;
  static final int PSH = 0x08;
  static final int ACK = 0x10;
  static final int CWR = 0x80;

  private IpPacket() {}

  static boolean isIpv4(byte[] array, int at) {
    return (array[at] & 0xf0) == 0x40;
  }

  static boolean isIpv6(byte[] array, int at) {
    return (array[at] & 0xf0) == 0x60;
  }

  static int number(byte[] array, int at) {
    return (array[at] & 0xff) << 8 | (array[at + 1] & 0xff);
  }

  static void put(byte[] array, int at, int number) {
    array[at] = (byte) (number >> 8);
    array[at + 1] = (byte) number;
  }

  static int word(byte[] array, int at) {
    return number(array, at) << 16 | number(array, at + 2);
  }

  static void putWord(byte[] array, int at, int word) {
    put(array, at, word >>> 16);
    put(array, at + 2, word);
  }

  /**
   * Writes the length of a packet with the given number of bytes, and an IPv4 header's checksum.
   */
  static void putLength(byte[] array, int at, int length) {
    if (!isIpv4(array, at)) {
      put(array, at + 4, length - IPV6_HEADER);
      return;
    }
    put(array, at + 2, length);
    put(array, at + 10, 0);
    int header = 4 * (array[at] & 0xf);
    put(array, at + 10, InternetChecksum.finish(InternetChecksum.sum(array, at, header)));
  }

  /** The sum of the pseudo header for a transport packet with the given number of bytes. */
  static long pseudoHeader(byte[] array, int at, int protocol, int length) {
    long addresses =
        isIpv4(array, at)
            ? InternetChecksum.sum(array, at + 12, 8)
            : InternetChecksum.sum(array, at + 8, 32);
    return addresses + protocol + length;
  }
}
