package dev.netlab.netlink.tun;

import static dev.netlab.netlink.tun.IpPacket.number;
import static dev.netlab.netlink.tun.IpPacket.word;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpProtocol;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes IP packets to a TUN device with a {@link VirtioNetHeader}. Successive packets of a TCP or
 * UDP flow are joined into one, as in the kernel's GRO, so that the kernel processes them in a
 * single pass through its stack. A packet is joined only if cutting would restore it exactly, and
 * only if its checksum is correct, because the kernel does not verify the checksum of the joined
 * packet. The order is preserved. Not thread-safe.
 */
public final class PacketJoiner {
  private static final int MOST_BYTES = 65_535;

  /** The size of the memory in which packets are joined, in bytes. */
  public static final int MEMORY = VirtioNetHeader.SIZE + MOST_BYTES;

  /**
   * The maximum number of packets that the kernel cuts into ({@code UDP_MAX_SEGMENTS} of older
   * kernels).
   */
  private static final int MOST_UDP = 64;

  /** Receives joined packets. */
  @FunctionalInterface
  public interface Output {
    /** Writes the packet, with its virtio header, that lies between position and limit. */
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

  /** Joins TCP only, for kernels that do not accept joined UDP. */
  public static PacketJoiner ofTcp(Output output) {
    return new PacketJoiner(output, false);
  }

  /** Joins TCP and UDP, for a device on which {@link Offload#USO4} is active. */
  public static PacketJoiner ofTcpAndUdp(Output output) {
    return new PacketJoiner(output, true);
  }

  /**
   * Joins packets in this memory from now on. After a {@link #flush} the memory may be used for
   * other purposes.
   *
   * @param memory direct, {@link #MEMORY} bytes
   */
  public void lend(ByteBuffer memory) {
    buffer = memory.clear();
  }

  /** Writes a packet, or keeps it until {@link #flush} so that the next one can be joined to it. */
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

  /** Whether other packets can be joined to this one. If so, {@link #headers} describes it. */
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

  /** Writes the packets that were kept. */
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
