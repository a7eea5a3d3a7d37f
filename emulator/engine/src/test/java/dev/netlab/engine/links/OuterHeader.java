package dev.netlab.engine.links;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What two GENEVE devices must agree on in the headers that they put before the same inner packet.
 *
 * @param inner which inner packet it is
 * @param ip all of the outer IP header but ID, length and checksum, in hex
 * @param hasId whether an IPv4 ID is there
 * @param udp destination port
 * @param length of the UDP datagram
 * @param hasChecksum whether a UDP checksum is there
 * @param geneve the header in hex
 */
record OuterHeader(
    String inner,
    String ip,
    boolean hasId,
    int udp,
    int length,
    boolean hasChecksum,
    String geneve) {
  private static final int PCAP_HEADER = 24;
  private static final int RECORD_HEADER = 16;

  /**
   * Of the unicast IP packets in a capture that came from this MAC address, neighbours' left out.
   */
  static List<OuterHeader> sentBy(String innerMac, Path pcap) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
    List<OuterHeader> headers = new ArrayList<>();
    int at = PCAP_HEADER;
    while (at + RECORD_HEADER <= file.capacity()) {
      int length = file.getInt(at + 8);
      ByteBuffer frame = file.slice(at + RECORD_HEADER, length).order(ByteOrder.BIG_ENDIAN);
      at += RECORD_HEADER + length;
      int udp = frame.getShort(12) == 0x0800 ? 34 : 54;
      int inner = udp + 16;
      boolean ip = frame.getShort(inner + 12) != 0x0806;
      boolean unicast = (frame.get(inner) & 1) == 0;
      if (ip
          && unicast
          && hex(frame, inner + 6, 6).equals(innerMac)
          && !isNeighbour(frame, inner)) {
        headers.add(of(frame, udp, inner));
      }
    }
    return headers;
  }

  private static boolean isNeighbour(ByteBuffer frame, int inner) {
    boolean icmp6 = frame.getShort(inner + 12) != 0x0800 && frame.get(inner + 20) == 58;
    int type = icmp6 ? frame.get(inner + 54) & 0xff : 0;
    return type >= 130 && type <= 143;
  }

  private static OuterHeader of(ByteBuffer frame, int udp, int inner) {
    boolean four = udp == 34;
    String ip =
        four
            ? hex(frame, 14, 2) + hex(frame, 20, 4) + hex(frame, 26, 8)
            : hex(frame, 14, 4) + hex(frame, 20, 34);
    return new OuterHeader(
        describe(frame, inner),
        ip,
        four && frame.getShort(18) != 0,
        Short.toUnsignedInt(frame.getShort(udp + 2)),
        Short.toUnsignedInt(frame.getShort(udp + 4)),
        frame.getShort(udp + 6) != 0,
        hex(frame, udp + 8, 8));
  }

  /** Protocol, TOS or traffic class, and ICMP type or TCP flags. */
  private static String describe(ByteBuffer frame, int inner) {
    boolean four = frame.getShort(inner + 12) == 0x0800;
    int protocol = frame.get(inner + (four ? 23 : 20));
    int transport = inner + (four ? 34 : 54);
    int more = protocol == 6 ? frame.get(transport + 13) : frame.get(transport);
    int dsField = frame.getShort(inner + 14) & (four ? 0xff : 0xff0);
    return "%s protocol %d tos %d more %d"
        .formatted(four ? "IPv4" : "IPv6", protocol, dsField, protocol == 17 ? 0 : more);
  }

  private static String hex(ByteBuffer frame, int at, int length) {
    byte[] bytes = new byte[length];
    frame.get(at, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
