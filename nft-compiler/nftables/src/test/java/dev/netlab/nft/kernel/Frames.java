package dev.netlab.nft.kernel;

import dev.netlab.ip.IpVersion;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.simulate.Tuple;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** The first packets of connections as Ethernet frames, with right checksums. */
public final class Frames {
  private Frames() {}

  /**
   * A TCP SYN, a UDP datagram or an SCTP INIT.
   *
   * @param to the MAC address it is for, 12 hexadecimal digits
   */
  public static byte[] first(Packet packet, String to) {
    Tuple tuple = packet.tuple();
    byte[] payload =
        switch (tuple.protocol()) {
          case TCP -> tcpSyn(tuple);
          case UDP -> udp(tuple);
          case SCTP -> sctpInit(tuple);
          default -> throw new IllegalArgumentException(tuple.toString());
        };
    boolean v4 = packet.family() == IpVersion.IPV4;
    ByteBuffer frame = ByteBuffer.allocate(14 + (v4 ? 20 : 40) + payload.length);
    frame.put(HexFormat.of().parseHex(to)).put(HexFormat.of().parseHex("020000000099"));
    frame.putShort((short) (v4 ? 0x0800 : 0x86dd));
    if (v4) {
      ByteBuffer header = ByteBuffer.allocate(20);
      header.putShort((short) 0x4500).putShort((short) (20 + payload.length)).putInt(0);
      header.put((byte) 64).put((byte) tuple.protocol().number()).putShort((short) 0);
      header.put(tuple.source().toBytes()).put(tuple.destination().toBytes());
      header.putShort(10, checksum(header.array()));
      frame.put(header.array());
    } else {
      frame.putInt(0x60000000).putShort((short) payload.length);
      frame.put((byte) tuple.protocol().number()).put((byte) 64);
      frame.put(tuple.source().toBytes()).put(tuple.destination().toBytes());
    }
    return frame.put(payload).array();
  }

  private static byte[] tcpSyn(Tuple tuple) {
    byte[] segment = new byte[20];
    ports(tuple, segment).putInt(1).putInt(0).putShort((short) 0x5002).putShort((short) 1024);
    return summed(tuple, segment, 16);
  }

  private static byte[] udp(Tuple tuple) {
    byte[] datagram = new byte[9];
    ports(tuple, datagram).putShort((short) 9);
    return summed(tuple, datagram, 6);
  }

  /** RFC 9260, sections 3.1 and 3.3.2. */
  private static byte[] sctpInit(Tuple tuple) {
    byte[] packet = new byte[32];
    ByteBuffer chunk = ports(tuple, packet).putInt(0).putInt(0);
    chunk.put((byte) 1).put((byte) 0).putShort((short) 20);
    chunk.putInt(1).putInt(65536).putShort((short) 1).putShort((short) 1).putInt(1);
    CRC32C sum = new CRC32C();
    sum.update(packet);
    chunk.order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) sum.getValue());
    return packet;
  }

  private static ByteBuffer ports(Tuple tuple, byte[] packet) {
    return ByteBuffer.wrap(packet)
        .putShort((short) tuple.sourcePort())
        .putShort((short) tuple.port());
  }

  /** With the checksum over the pseudo-header of RFC 9293, section 3.1. */
  private static byte[] summed(Tuple tuple, byte[] body, int at) {
    byte[] source = tuple.source().toBytes();
    byte[] destination = tuple.destination().toBytes();
    byte[] all = new byte[2 * source.length + 8 + body.length];
    ByteBuffer pseudo = ByteBuffer.wrap(all).put(source).put(destination);
    pseudo.putInt(body.length).putInt(tuple.protocol().number()).put(body);
    ByteBuffer.wrap(body).putShort(at, checksum(all));
    return body;
  }

  /** RFC 1071. */
  private static short checksum(byte[] bytes) {
    long sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (long) (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }
}
