package dev.netlab.insight.trace.render;

import dev.netlab.ip.IpAddress;
import java.nio.ByteBuffer;

/** Packets as bytes, headers whole and checksums left to the card. */
final class Bytes {
  private Bytes() {}

  static byte[] ethernet(byte[] ip) {
    int type = ip[0] >> 4 == 6 ? 0x86dd : 0x0800;
    ByteBuffer frame = ByteBuffer.allocate(14 + ip.length);
    frame.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}).putShort((short) type);
    return frame.put(ip).array();
  }

  static byte[] ip(String source, String destination, int ttl, int protocol, byte[] payload) {
    IpAddress from = IpAddress.parse(source);
    IpAddress to = IpAddress.parse(destination);
    if (from.isV6()) {
      ByteBuffer packet = ByteBuffer.allocate(40 + payload.length);
      packet.putInt(0x60000000).putShort((short) payload.length);
      packet.put((byte) protocol).put((byte) ttl);
      packet.putLong(from.high()).putLong(from.low()).putLong(to.high()).putLong(to.low());
      return packet.put(payload).array();
    }
    ByteBuffer packet = ByteBuffer.allocate(20 + payload.length);
    packet.putShort((short) 0x4500).putShort((short) (20 + payload.length)).putInt(0);
    packet.put((byte) ttl).put((byte) protocol).putShort((short) 0);
    packet.putInt((int) from.low()).putInt((int) to.low());
    return packet.put(payload).array();
  }

  /** An echo message with 56 bytes of data, as ping sends it. */
  static byte[] echo(int type, int id, int sequence) {
    ByteBuffer message = ByteBuffer.allocate(64).put((byte) type).put((byte) 0);
    message.putShort((short) 0).putShort((short) id).putShort((short) sequence);
    return message.array();
  }

  static byte[] udp(int source, int destination, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
    datagram.putShort((short) source).putShort((short) destination);
    datagram.putShort((short) (8 + payload.length)).putShort((short) 0);
    return datagram.put(payload).array();
  }

  static byte[] tcp(int source, int destination, int sequence, int ack, int flags, int length) {
    ByteBuffer segment = ByteBuffer.allocate(20 + length);
    segment.putShort((short) source).putShort((short) destination).putInt(sequence).putInt(ack);
    segment.put((byte) 0x50).put((byte) flags).putShort((short) 64240);
    return segment.array();
  }

  static byte[] geneve(int id, byte[] frame) {
    ByteBuffer packet = ByteBuffer.allocate(8 + frame.length);
    packet.putShort((short) 0).putShort((short) 0x6558).putInt(id << 8);
    return packet.put(frame).array();
  }

  /** A transport message around a packet of that many bytes. */
  static byte[] wireGuard(int receiver, long counter, int inner) {
    ByteBuffer message = ByteBuffer.allocate(32 + (inner + 15) / 16 * 16);
    message.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    return message.putInt(4).putInt(receiver).putLong(counter).array();
  }
}
