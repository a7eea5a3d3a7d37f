package dev.netlab.engine.links;

import dev.netlab.engine.links.GeneveTunnel.SentChecksum;
import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.syscall.Fd;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts the outer headers before frames of one tunnel, as {@code geneve_xmit_skb} and {@code
 * geneve6_xmit_skb} of Linux do. The fields of a frame are worked out once by {@link #begin}; then
 * it is added whole or in segments.
 */
final class Encapsulator {
  private static final int IPV4_HEADER = 20;
  private static final int DF = 0x4000;

  private final GeneveTunnel tunnel;
  private final TunnelPort port;
  private final OuterPackets batch;
  private final GeneveCounters.Tally counters;
  private final FlowHash hash;
  private final ByteBuffer remote;
  private final int remoteNumber;
  private int id = ThreadLocalRandom.current().nextInt();

  private int dsField;
  private int ttl;
  private int sourcePort;
  private int source;
  private boolean df;
  private Fd socket;

  Encapsulator(
      GeneveTunnel tunnel,
      TunnelPort port,
      OuterPackets batch,
      GeneveCounters.Tally counters,
      FlowHash hash) {
    this.tunnel = tunnel;
    this.port = port;
    this.batch = batch;
    this.counters = counters;
    this.hash = hash;
    // Raw IPv6 sockets want no port there (ipv6(7)).
    remote = SocketAddress.of(tunnel.remote(), 0);
    remoteNumber = tunnel.isIpv6() ? 0 : SocketAddress.ipv4(remote);
    socket = port.sender(kind());
  }

  private RawSocket kind() {
    if (tunnel.isIpv6()) {
      return tunnel.sent() == SentChecksum.FULL ? RawSocket.IPV6 : RawSocket.IPV6_ZERO;
    }
    return df ? RawSocket.IPV4_DF : RawSocket.IPV4;
  }

  /** Works out the outer fields for an inner frame. */
  void begin(InnerFrame inner) {
    dsField = tunnel.outerDsField(inner);
    ttl = tunnel.outerTtl(inner);
    df = !tunnel.isIpv6() && tunnel.outerDf(inner);
    sourcePort = hash.sourcePort(inner);
    source =
        !tunnel.isIpv6() && tunnel.sent() == SentChecksum.FULL ? port.probe().source(remote) : 0;
    socket = port.sender(kind());
  }

  /** Bytes of the headers that are written here, before the inner ones. */
  int headerLength() {
    return (df ? IPV4_HEADER : 0) + UdpHeader.SIZE + GeneveHeader.SIZE;
  }

  /** Where to write inner headers of the next packet, in the batch's header space. */
  int innerHeaders() {
    batch.via(socket, counters);
    return batch.at() + headerLength();
  }

  ByteBuffer headers() {
    return batch.headers();
  }

  /** Adds a frame that is as it was read. */
  void add(ByteBuffer frame, int from, int length) {
    innerHeaders();
    add(0, frame, from, length);
  }

  /** Adds a frame whose first bytes were written at {@link #innerHeaders}. */
  void add(int innerHeaders, ByteBuffer rest, int from, int length) {
    ByteBuffer headers = batch.headers();
    int udp = batch.at() + (df ? IPV4_HEADER : 0);
    int udpLength = UdpHeader.SIZE + GeneveHeader.SIZE + innerHeaders + length;
    UdpHeader.write(headers, udp, sourcePort, tunnel.port(), udpLength);
    GeneveHeader.write(headers, udp + UdpHeader.SIZE, tunnel.id());
    if (tunnel.isIpv6()) {
      batch.ipv6(dsField, ttl);
    } else {
      if (source != 0) {
        long sum = Integer.toUnsignedLong(source) + Integer.toUnsignedLong(remoteNumber);
        sum += IpProtocol.UDP + udpLength;
        sum += InternetChecksum.sum(headers, udp, udpLength - length);
        sum += InternetChecksum.sum(rest, from, length);
        headers.putShort(udp + UdpHeader.CHECKSUM, (short) InternetChecksum.finishUdp(sum));
      }
      if (df) {
        writeIpv4(headers, batch.at(), IPV4_HEADER + udpLength);
      }
      batch.ipv4(dsField, ttl, df ? 0 : source);
    }
    batch.add(remote, headerLength() + innerHeaders, rest, from, length, innerHeaders + length);
  }

  /** The kernel fills in the checksum, and the source where it is 0 (raw(7)). */
  private void writeIpv4(ByteBuffer headers, int at, int totalLength) {
    int hops = ttl == GeneveTunnel.DEFAULT ? port.defaultTtl() : ttl;
    id = id % 0xffff + 1;
    headers.putInt(at, (0x45 << 24) | (dsField << 16) | totalLength);
    headers.putInt(at + 4, ((id & 0xffff) << 16) | DF);
    headers.putInt(at + 8, (hops << 24) | (IpProtocol.UDP << 16));
    headers.putInt(at + 12, source).putInt(at + 16, remoteNumber);
  }
}
