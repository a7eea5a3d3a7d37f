package dev.netlab.engine.links;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.tun.VirtioNetHeader;
import java.nio.ByteBuffer;

/**
 * Tells the TAP what a sender on this host left undone. The kernel's own GENEVE device leaves inner
 * checksums, and the cutting of long TCP segments, to the network card; a veth is none, so a frame
 * arrives with the sum of the pseudo header where the checksum belongs, and may be longer than any
 * MTU. Said so in the virtio header, the kernel goes on with it as with its own.
 */
final class ReceivedChecksum {
  private static final int TCP_CHECKSUM = 16;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int FRAGMENT = 0x3fff;

  private ReceivedChecksum() {}

  /**
   * The virtio header for a frame.
   *
   * @param mtu the TAP's, to know what is longer than a packet can be
   */
  static VirtioNetHeader header(InnerFrame frame, int mtu) {
    ByteBuffer bytes = frame.bytes();
    int network = frame.network();
    if (frame.isIpv4()) {
      int header = 4 * (bytes.get(network) & 0xf);
      boolean whole = (bytes.getShort(network + 6) & FRAGMENT) == 0;
      long addresses = InternetChecksum.sum(bytes, network + 12, 8);
      int protocol = bytes.get(network + 9) & 0xff;
      int end = network + Short.toUnsignedInt(bytes.getShort(network + 2));
      return whole && header >= IPV4_HEADER
          ? header(frame, mtu, protocol, network + header, end, addresses)
          : VirtioNetHeader.NONE;
    }
    if (frame.isIpv6()) {
      long addresses = InternetChecksum.sum(bytes, network + 8, 32);
      int protocol = bytes.get(network + 6) & 0xff;
      int transport = network + IPV6_HEADER;
      int end = transport + Short.toUnsignedInt(bytes.getShort(network + 4));
      return header(frame, mtu, protocol, transport, end, addresses);
    }
    return VirtioNetHeader.NONE;
  }

  private static VirtioNetHeader header(
      InnerFrame frame, int mtu, int protocol, int transport, int end, long addresses) {
    int checksum =
        switch (protocol) {
          case IpProtocol.TCP -> TCP_CHECKSUM;
          case IpProtocol.UDP -> UdpHeader.CHECKSUM;
          default -> -1;
        };
    ByteBuffer bytes = frame.bytes();
    if (checksum < 0 || end > frame.end() || transport + checksum + 2 > end) {
      return VirtioNetHeader.NONE;
    }
    int pseudo = ~InternetChecksum.finish(addresses + protocol + end - transport) & 0xffff;
    // A finished checksum of this very value is rare, and would only be worked out once more.
    if (Short.toUnsignedInt(bytes.getShort(transport + checksum)) != pseudo) {
      return VirtioNetHeader.NONE;
    }
    int start = transport - frame.start();
    int headers = protocol == IpProtocol.TCP ? (bytes.get(transport + 12) & 0xf0) >>> 2 : 0;
    int segment = mtu - (transport - frame.network()) - headers;
    boolean tooLong = protocol == IpProtocol.TCP && end - frame.network() > mtu && segment > 0;
    return new VirtioNetHeader(
        VirtioNetHeader.NEEDS_CSUM,
        tooLong ? gso(frame) : VirtioNetHeader.GSO_NONE,
        tooLong ? start + headers : 0,
        tooLong ? segment : 0,
        start,
        checksum);
  }

  private static int gso(InnerFrame frame) {
    return frame.isIpv4() ? VirtioNetHeader.GSO_TCPV4 : VirtioNetHeader.GSO_TCPV6;
  }
}
