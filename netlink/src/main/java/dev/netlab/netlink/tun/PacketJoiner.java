package dev.netlab.netlink.tun;

import static dev.netlab.netlink.tun.IpPacket.number;
import static dev.netlab.netlink.tun.IpPacket.word;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpProtocol;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes IP packets to a TUN device with a {@link VirtioNetHeader}, successive packets of a TCP or
 * UDP flow joined into one, as the kernel's GRO joins them: the kernel goes through its stack once
 * for all. A packet is joined only if it can be cut off again just as it was, and if its checksum
 * is right, since that of the whole is not looked at. Order is kept. For one thread.
 */
public final class PacketJoiner {
  private static final int MOST_BYTES = 65_535;

  /** Bytes that packets are joined in. */
  public static final int MEMORY = VirtioNetHeader.SIZE + MOST_BYTES;

  /** The kernel cuts into at most so many ({@code UDP_MAX_SEGMENTS} of older ones). */
  private static final int MOST_UDP = 64;

  /** What takes a joined packet. */
  @FunctionalInterface
  public interface Output {
    /** The packet with its virtio header lies between position and limit. */
    void write(ByteBuffer packet);
  }

  private final Output output;
  private final boolean joinsUdp;
  private final byte[] headers = new byte[128];
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  private int count;
  private int length;
  private int segment;
  private boolean tcp;
  private int transport;
  private int headersLength;

  private PacketJoiner(Output output, boolean joinsUdp) {
    this.output = output;
    this.joinsUdp = joinsUdp;
  }

  /** Joins TCP only: for kernels that take no joined UDP. */
  public static PacketJoiner ofTcp(Output output) {
    return new PacketJoiner(output, false);
  }

  /** Joins TCP and UDP: for a device whose {@link Offload#USO4} is in force. */
  public static PacketJoiner ofTcpAndUdp(Output output) {
    return new PacketJoiner(output, true);
  }

  /**
   * Joins packets in this memory from now on, which may be another's once there was a {@link
   * #flush}.
   *
   * @param memory direct, {@link #MEMORY} bytes
   */
  public void lend(ByteBuffer memory) {
    buffer = memory.clear();
  }

  /** Writes a packet, or keeps it for the next to be joined with, until {@link #flush}. */
  public void write(byte[] packet, int offset, int bytes) {
    if (count > 0 && joins(packet, offset, bytes)) {
      append(packet, offset, bytes);
      return;
    }
    flush();
    buffer.put(VirtioNetHeader.SIZE, packet, offset, bytes);
    count = 1;
    length = bytes;
    if (!begins(packet, offset, bytes)) {
      flush();
    }
  }

  /** Whether packets may be joined to this one, which {@link #headers} is made to describe. */
  private boolean begins(byte[] packet, int offset, int bytes) {
    int protocol;
    if (bytes > IpPacket.IPV4_HEADER && packet[offset] == 0x45) {
      boolean fragment = (number(packet, offset + 6) & 0x3fff) != 0;
      if (fragment || number(packet, offset + 2) != bytes) {
        return false;
      }
      protocol = packet[offset + 9];
      transport = IpPacket.IPV4_HEADER;
    } else if (bytes > IpPacket.IPV6_HEADER && IpPacket.isIpv6(packet, offset)) {
      if (number(packet, offset + 4) + IpPacket.IPV6_HEADER != bytes) {
        return false;
      }
      protocol = packet[offset + 6];
      transport = IpPacket.IPV6_HEADER;
    } else {
      return false;
    }
    tcp = protocol == IpProtocol.TCP;
    if (tcp) {
      if (bytes < transport + IpPacket.TCP_HEADER) {
        return false;
      }
      headersLength = transport + ((packet[offset + transport + 12] & 0xf0) >>> 2);
      if (headersLength < transport + IpPacket.TCP_HEADER
          || packet[offset + transport + IpPacket.TCP_FLAGS] != IpPacket.ACK) {
        return false;
      }
    } else if (protocol == IpProtocol.UDP && joinsUdp) {
      headersLength = transport + IpPacket.UDP_HEADER;
      if (bytes < headersLength
          || number(packet, offset + transport + 4) != bytes - transport
          || number(packet, offset + transport + IpPacket.UDP_CHECKSUM) == 0) {
        return false;
      }
    } else {
      return false;
    }
    segment = bytes - headersLength;
    if (segment <= 0) {
      return false;
    }
    System.arraycopy(packet, offset, headers, 0, headersLength);
    return isGood(packet, offset, bytes);
  }

  private boolean isGood(byte[] packet, int offset, int bytes) {
    int transportLength = bytes - transport;
    long sum =
        IpPacket.pseudoHeader(
                packet, offset, tcp ? IpProtocol.TCP : IpProtocol.UDP, transportLength)
            + InternetChecksum.sum(packet, offset + transport, transportLength);
    return InternetChecksum.finish(sum) == 0;
  }

  private boolean joins(byte[] packet, int offset, int bytes) {
    int payload = bytes - headersLength;
    if (payload <= 0
        || payload > segment
        || length + payload > MOST_BYTES
        || (!tcp && count == MOST_UDP)) {
      return false;
    }
    return sameNetwork(packet, offset, bytes)
        && (tcp ? sameTcp(packet, offset) : sameUdp(packet, offset, bytes))
        && isGood(packet, offset, bytes);
  }

  private boolean same(byte[] packet, int offset, int from, int to) {
    return Arrays.equals(packet, offset + from, offset + to, headers, from, to);
  }

  private boolean sameNetwork(byte[] packet, int offset, int bytes) {
    if (transport == IpPacket.IPV6_HEADER) {
      return number(packet, offset + 4) + IpPacket.IPV6_HEADER == bytes
          && same(packet, offset, 0, 4)
          && same(packet, offset, 6, IpPacket.IPV6_HEADER);
    }
    int id = number(headers, 4) + count & 0xffff;
    return number(packet, offset + 2) == bytes
        && number(packet, offset + 4) == id
        && same(packet, offset, 0, 2)
        && same(packet, offset, 6, 10)
        && same(packet, offset, 12, IpPacket.IPV4_HEADER);
  }

  private boolean sameTcp(byte[] packet, int offset) {
    int sequence = word(headers, transport + 4) + length - headersLength;
    int flags = packet[offset + transport + IpPacket.TCP_FLAGS] & ~IpPacket.PSH;
    return word(packet, offset + transport + 4) == sequence
        && flags == IpPacket.ACK
        && same(packet, offset, transport, transport + 4)
        && same(packet, offset, transport + 8, transport + IpPacket.TCP_FLAGS)
        && same(packet, offset, transport + 14, transport + IpPacket.TCP_CHECKSUM)
        && same(packet, offset, transport + 18, headersLength);
  }

  private boolean sameUdp(byte[] packet, int offset, int bytes) {
    return number(packet, offset + transport + 4) == bytes - transport
        && number(packet, offset + transport + IpPacket.UDP_CHECKSUM) != 0
        && same(packet, offset, transport, transport + 4);
  }

  private void append(byte[] packet, int offset, int bytes) {
    int payload = bytes - headersLength;
    buffer.put(VirtioNetHeader.SIZE + length, packet, offset + headersLength, payload);
    length += payload;
    count++;
    boolean pushed = tcp && (packet[offset + transport + IpPacket.TCP_FLAGS] & IpPacket.PSH) != 0;
    if (pushed) {
      headers[transport + IpPacket.TCP_FLAGS] |= IpPacket.PSH;
    }
    if (pushed || payload < segment) {
      flush();
    }
  }

  /** Writes what was kept. */
  public void flush() {
    if (count == 0) {
      return;
    }
    if (count == 1) {
      VirtioNetHeader.NONE.write(buffer, 0);
    } else {
      complete();
    }
    count = 0;
    output.write(buffer.limit(VirtioNetHeader.SIZE + length));
    buffer.clear();
  }

  private void complete() {
    IpPacket.putLength(headers, 0, length);
    int transportLength = length - transport;
    int checksum = tcp ? IpPacket.TCP_CHECKSUM : IpPacket.UDP_CHECKSUM;
    if (!tcp) {
      IpPacket.put(headers, transport + 4, transportLength);
    }
    int protocol = tcp ? IpProtocol.TCP : IpProtocol.UDP;
    long sum = IpPacket.pseudoHeader(headers, 0, protocol, transportLength);
    IpPacket.put(headers, transport + checksum, InternetChecksum.fold(sum));
    buffer.put(VirtioNetHeader.SIZE, headers, 0, headersLength);
    new VirtioNetHeader(
            VirtioNetHeader.NEEDS_CSUM, gso(), headersLength, segment, transport, checksum)
        .write(buffer, 0);
  }

  private int gso() {
    if (!tcp) {
      return VirtioNetHeader.GSO_UDP_L4;
    }
    return transport == IpPacket.IPV4_HEADER
        ? VirtioNetHeader.GSO_TCPV4
        : VirtioNetHeader.GSO_TCPV6;
  }
}
