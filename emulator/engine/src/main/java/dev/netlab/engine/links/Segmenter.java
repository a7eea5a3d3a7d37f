package dev.netlab.engine.links;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.tun.VirtioNetHeader;
import java.nio.ByteBuffer;

/**
 * Finishes what the kernel left to the reader of the TAP: checksums, and cutting a long TCP segment
 * or a train of UDP datagrams into packets ({@code linux/virtio_net.h}).
 */
final class Segmenter {
  private static final int IPV6_HEADER = 40;
  private static final int TCP_FLAGS = 13;
  private static final int FIN_AND_PSH = 0x09;
  private static final int CWR = 0x80;

  private final Encapsulator out;

  Segmenter(Encapsulator out) {
    this.out = out;
  }

  /**
   * Passes the frame on, whole or in segments.
   *
   * @return false where its header is malformed and nothing was passed on
   */
  boolean add(VirtioNetHeader header, InnerFrame frame) {
    int length = frame.end() - frame.start();
    int transport = frame.start() + header.checksumStart();
    boolean partial = (header.flags() & VirtioNetHeader.NEEDS_CSUM) != 0;
    if (partial && transport + header.checksumOffset() + 2 > frame.end()) {
      return false;
    }
    if (header.gsoType() != VirtioNetHeader.GSO_NONE) {
      return partial && cut(header, frame, transport);
    }
    ByteBuffer bytes = frame.bytes();
    if (partial) {
      long sum = InternetChecksum.sum(bytes, transport, frame.end() - transport);
      bytes.putShort(transport + header.checksumOffset(), (short) InternetChecksum.finishUdp(sum));
    }
    out.add(bytes, frame.start(), length);
    return true;
  }

  private boolean cut(VirtioNetHeader header, InnerFrame frame, int transport) {
    ByteBuffer bytes = frame.bytes();
    boolean tcp = (header.gsoType() & ~VirtioNetHeader.GSO_ECN) != VirtioNetHeader.GSO_UDP_L4;
    int transportHeader = tcp ? (bytes.get(transport + 12) & 0xf0) >>> 2 : UdpHeader.SIZE;
    int headers = transport + transportHeader - frame.start();
    int payload = frame.start() + headers;
    int size = header.segmentSize();
    if (size == 0
        || payload > frame.end()
        || (!frame.isIpv4() && !frame.isIpv6())
        || out.headerLength() + headers > OuterPackets.HEADER_SPACE) {
      return false;
    }
    int number = 0;
    for (int from = payload; from < frame.end(); from += size, number++) {
      int length = Math.min(size, frame.end() - from);
      int at = out.innerHeaders();
      ByteBuffer to = out.headers();
      to.put(at, bytes, frame.start(), headers);
      int network = at + frame.network() - frame.start();
      int transportAt = at + transport - frame.start();
      writeNetwork(to, network, frame.isIpv4(), at + headers + length - network, number);
      if (tcp) {
        boolean last = from + length == frame.end();
        writeTcp(to, transportAt, from - payload, number == 0 ? 0 : CWR, last ? 0 : FIN_AND_PSH);
      } else {
        to.putShort(transportAt + 4, (short) (UdpHeader.SIZE + length));
      }
      int checksum = transportAt + header.checksumOffset();
      long sum =
          pseudoHeader(to, network, frame.isIpv4())
              + (tcp ? IpProtocol.TCP : IpProtocol.UDP)
              + transportHeader
              + length;
      to.putShort(checksum, (short) 0);
      sum += InternetChecksum.sum(to, transportAt, transportHeader);
      sum += InternetChecksum.sum(bytes, from, length);
      to.putShort(checksum, (short) InternetChecksum.finishUdp(sum));
      out.add(headers, bytes, from, length);
    }
    return true;
  }

  private static void writeNetwork(
      ByteBuffer to, int network, boolean ipv4, int length, int number) {
    if (!ipv4) {
      to.putShort(network + 4, (short) (length - IPV6_HEADER));
      return;
    }
    to.putShort(network + 2, (short) length);
    to.putShort(network + 4, (short) (to.getShort(network + 4) + number));
    to.putShort(network + 10, (short) 0);
    long sum = InternetChecksum.sum(to, network, 4 * (to.get(network) & 0xf));
    to.putShort(network + 10, (short) InternetChecksum.finish(sum));
  }

  private static void writeTcp(ByteBuffer to, int at, int offset, int notFirst, int notLast) {
    to.putInt(at + 4, to.getInt(at + 4) + offset);
    to.put(at + TCP_FLAGS, (byte) (to.get(at + TCP_FLAGS) & ~notFirst & ~notLast));
  }

  /** Addresses only; the caller adds protocol and length. */
  private static long pseudoHeader(ByteBuffer packet, int network, boolean ipv4) {
    return ipv4
        ? InternetChecksum.sum(packet, network + 12, 8)
        : InternetChecksum.sum(packet, network + 8, 32);
  }
}
