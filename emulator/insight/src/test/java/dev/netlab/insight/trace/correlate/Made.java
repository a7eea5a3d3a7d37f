package dev.netlab.insight.trace.correlate;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.packet.LinkType;
import dev.netlab.packet.Packet;
import dev.netlab.packet.TunnelPorts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;

/** An IP packet, made up. Checksums are left out, as the card would fill them in. */
final class Made {
  static final TunnelPorts PORTS = new TunnelPorts(Set.of(6081), Set.of(4789));
  static final int MORE_FRAGMENTS = 0x2000;

  private static final int DEFAULT_TTL = 64;
  private static final byte[] DATA = new byte[56];

  static {
    for (int i = 0; i < DATA.length; i++) {
      DATA[i] = (byte) i;
    }
  }

  private final String source;
  private final String destination;
  private final int ttl;

  /** IPv4's identification. */
  private final int id;

  /** IPv4's flags and offset, as in the header. */
  private final int fragment;

  private final int protocol;

  /** What IP carries. */
  private final byte[] upper;

  private Made(
      String source,
      String destination,
      int ttl,
      int id,
      int fragment,
      int protocol,
      byte[] upper) {
    this.source = source;
    this.destination = destination;
    this.ttl = ttl;
    this.id = id;
    this.fragment = fragment;
    this.protocol = protocol;
    this.upper = upper;
  }

  private static Made of(String source, String destination, int protocol, byte[] upper) {
    return new Made(source, destination, DEFAULT_TTL, 7, 0, protocol, upper);
  }

  static Made echo(String source, String destination, int type, int echoId, int sequence) {
    boolean v6 = source.contains(":");
    ByteBuffer message = ByteBuffer.allocate(8 + DATA.length).put((byte) type).put((byte) 0);
    message.putShort((short) 0).putShort((short) echoId).putShort((short) sequence).put(DATA);
    return of(source, destination, v6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP, message.array());
  }

  static Made request(String source, String destination) {
    return echo(source, destination, source.contains(":") ? 128 : 8, 99, 1);
  }

  static Made reply(String source, String destination) {
    return echo(source, destination, source.contains(":") ? 129 : 0, 99, 1);
  }

  static Made udp(String source, int from, String destination, int to, byte[] data) {
    ByteBuffer datagram = ByteBuffer.allocate(8 + data.length);
    datagram.putShort((short) from).putShort((short) to).putShort((short) (8 + data.length));
    return of(source, destination, IpProtocol.UDP, datagram.putShort((short) 0).put(data).array());
  }

  static Made udp(String source, int from, String destination, int to) {
    return udp(source, from, destination, to, DATA);
  }

  /** A segment of a stream whose byte at each place is that place's number. */
  static Made tcp(String source, int from, String destination, int to, int sequence, int length) {
    ByteBuffer segment = ByteBuffer.allocate(20 + length);
    segment.putShort((short) from).putShort((short) to).putInt(sequence).putInt(1);
    segment.put((byte) 0x50).put((byte) 0x10).putShort((short) 64240).putInt(0);
    for (int i = 0; i < length; i++) {
      segment.put((byte) (sequence + i));
    }
    return of(source, destination, IpProtocol.TCP, segment.array());
  }

  /** An ICMP error about a packet. */
  static Made unreachable(String source, String destination, Made about) {
    byte[] quoted = Arrays.copyOf(about.bytes(), 28);
    ByteBuffer message = ByteBuffer.allocate(8 + quoted.length).put((byte) 3).put((byte) 1);
    message.putShort((short) 0).putInt(0).put(quoted);
    return of(source, destination, IpProtocol.ICMP, message.array());
  }

  /** In a GENEVE datagram. */
  Made geneve(String outerSource, String outerDestination) {
    byte[] frame = frame();
    ByteBuffer header = ByteBuffer.allocate(8 + frame.length);
    header.putShort((short) 0).putShort((short) 0x6558).putInt(1 << 8).put(frame);
    return udp(outerSource, 40000, outerDestination, 6081, header.array());
  }

  /** A WireGuard datagram that hides a packet of that many bytes. */
  static Made wireGuard(String source, String destination, int receiver, long counter, int inner) {
    ByteBuffer message = ByteBuffer.allocate(32 + (inner + 15) / 16 * 16);
    message.order(ByteOrder.LITTLE_ENDIAN).putInt(4).putInt(receiver).putLong(counter);
    return udp(source, 51820, destination, 51820, message.array());
  }

  Made translated(String newSource, String newDestination) {
    return new Made(newSource, newDestination, ttl, id, fragment, protocol, upper);
  }

  /** With other ports, or another echo identifier. */
  Made ported(int from, int to) {
    ByteBuffer bytes = ByteBuffer.wrap(upper.clone());
    if (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) {
      bytes.putShort(4, (short) from);
    } else {
      bytes.putShort(0, (short) from).putShort(2, (short) to);
    }
    return new Made(source, destination, ttl, id, fragment, protocol, bytes.array());
  }

  Made routed() {
    return new Made(source, destination, ttl - 1, id, fragment, protocol, upper);
  }

  Made withId(int another) {
    return new Made(source, destination, ttl, another, fragment, protocol, upper);
  }

  /** The part of it from a byte of its upper packet on, a multiple of eight. */
  Made fragment(int from, int until) {
    int more = until < upper.length ? MORE_FRAGMENTS : 0;
    byte[] part = Arrays.copyOfRange(upper, from, Math.min(until, upper.length));
    return new Made(source, destination, ttl, id, more | from / 8, protocol, part);
  }

  byte[] bytes() {
    IpAddress from = IpAddress.parse(source);
    IpAddress to = IpAddress.parse(destination);
    if (from.isV6()) {
      ByteBuffer packet = ByteBuffer.allocate(40 + upper.length);
      packet.putInt(0x60000000).putShort((short) upper.length);
      packet.put((byte) protocol).put((byte) ttl);
      packet.putLong(from.high()).putLong(from.low()).putLong(to.high()).putLong(to.low());
      return packet.put(upper).array();
    }
    ByteBuffer packet = ByteBuffer.allocate(20 + upper.length);
    packet.putShort((short) 0x4500).putShort((short) (20 + upper.length));
    packet.putShort((short) id).putShort((short) fragment);
    packet.put((byte) ttl).put((byte) protocol).putShort((short) 0);
    packet.putInt((int) from.low()).putInt((int) to.low());
    return packet.put(upper).array();
  }

  byte[] frame() {
    byte[] ip = bytes();
    int type = ip[0] >> 4 == 6 ? 0x86dd : 0x0800;
    ByteBuffer frame = ByteBuffer.allocate(14 + ip.length);
    frame.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}).putShort((short) type);
    return frame.put(ip).array();
  }

  Packet packet() {
    return Packet.decode(LinkType.ETHERNET, frame(), PORTS);
  }
}
