package dev.netlab.netlink.tun;

import static dev.netlab.netlink.tun.IpPacket.number;
import static dev.netlab.netlink.tun.IpPacket.put;
import static dev.netlab.netlink.tun.IpPacket.putWord;
import static dev.netlab.netlink.tun.IpPacket.word;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpProtocol;
import java.nio.ByteBuffer;

/**
 * Completes the work that the kernel leaves to the reader of a TUN device with {@link Offload}s:
 * turns one read into IP packets as they appear on a wire, each with its checksum. Not thread-safe.
 *
 * <pre>{@code
 * int bytes = tun.read(buffer);
 * for (cutter.begin(buffer, bytes); cutter.hasNext(); ) {
 *   int length = cutter.next(array, offset);
 * }
 * }</pre>
 */
public final class PacketCutter {
  private static final int MOST_HEADERS = 512;

  private final byte[] headers = new byte[MOST_HEADERS];
  private ByteBuffer packet = ByteBuffer.allocate(0);
  private int at;
  private int end;
  private int checksumStart;
  private int checksumOffset;
  private boolean partial;

  /** The payload bytes of each packet; 0 if the packet is not cut. */
  private int segment;

  private boolean tcp;
  private int headersLength;
  private int firstSequence;
  private int firstId;
  private int flags;
  private int number;

  /**
   * Begins with the bytes read, from byte 0 on: virtio header and packet. The buffer is used until
   * the last packet was returned. If the headers are malformed, there are no packets.
   */
  public void begin(ByteBuffer read, int bytes) {
    packet = read;
    at = VirtioNetHeader.SIZE;
    end = Math.max(at, bytes);
    number = 0;
    segment = 0;
    if (end == at) {
      return;
    }
    VirtioNetHeader header = VirtioNetHeader.read(read, 0);
    partial = (header.flags() & VirtioNetHeader.NEEDS_CSUM) != 0;
    checksumStart = header.checksumStart();
    checksumOffset = header.checksumOffset();
    if (partial && at + checksumStart + checksumOffset + 2 > end) {
      end = at;
    } else if (header.gsoType() != VirtioNetHeader.GSO_NONE && !cut(header)) {
      end = at;
    }
  }

  private boolean cut(VirtioNetHeader header) {
    tcp = (header.gsoType() & ~VirtioNetHeader.GSO_ECN) != VirtioNetHeader.GSO_UDP_L4;
    int transport = checksumStart;
    int least = transport + (tcp ? IpPacket.TCP_HEADER : IpPacket.UDP_HEADER);
    if (!partial || header.segmentSize() == 0 || least > Math.min(end - at, MOST_HEADERS - 40)) {
      return false;
    }
    headersLength = least;
    if (tcp) {
      headersLength = transport + ((packet.get(at + transport + 12) & 0xf0) >>> 2);
    }
    if (headersLength < least || at + headersLength >= end) {
      return false;
    }
    packet.get(at, headers, 0, headersLength);
    if (!IpPacket.isIpv4(headers, 0) && !IpPacket.isIpv6(headers, 0)) {
      return false;
    }
    firstId = number(headers, 4);
    if (tcp) {
      firstSequence = word(headers, transport + 4);
      flags = headers[transport + IpPacket.TCP_FLAGS];
    }
    segment = header.segmentSize();
    at += headersLength;
    return true;
  }

  public boolean hasNext() {
    return at < end;
  }

  /**
   * Writes the next packet.
   *
   * @param into with room for 65535 bytes from {@code offset} on
   * @return the packet's length in bytes
   */
  public int next(byte[] into, int offset) {
    return segment == 0 ? whole(into, offset) : piece(into, offset);
  }

  private int whole(byte[] into, int offset) {
    int length = end - at;
    packet.get(at, into, offset, length);
    at = end;
    if (partial) {
      int transport = offset + checksumStart;
      long sum = InternetChecksum.sum(into, transport, length - checksumStart);
      putChecksum(into, transport + checksumOffset, InternetChecksum.finish(sum));
    }
    return length;
  }

  /**
   * A UDP checksum of 0 would mean that there is no checksum; for TCP both forms of zero are valid.
   */
  private static void putChecksum(byte[] into, int at, int checksum) {
    put(into, at, checksum == 0 ? 0xffff : checksum);
  }

  private int piece(byte[] into, int offset) {
    int payload = Math.min(segment, end - at);
    int length = headersLength + payload;
    System.arraycopy(headers, 0, into, offset, headersLength);
    packet.get(at, into, offset + headersLength, payload);
    at += payload;
    if (IpPacket.isIpv4(headers, 0)) {
      put(into, offset + 4, firstId + number);
    }
    IpPacket.putLength(into, offset, length);
    int transport = offset + checksumStart;
    int transportLength = length - checksumStart;
    if (tcp) {
      putWord(into, transport + 4, firstSequence + number * segment);
      int shown = number == 0 ? flags : flags & ~IpPacket.CWR;
      boolean last = at == end;
      into[transport + IpPacket.TCP_FLAGS] =
          (byte) (last ? shown : shown & ~(IpPacket.FIN | IpPacket.PSH));
    } else {
      put(into, transport + 4, transportLength);
    }
    put(into, transport + checksumOffset, 0);
    int protocol = tcp ? IpProtocol.TCP : IpProtocol.UDP;
    long sum =
        IpPacket.pseudoHeader(into, offset, protocol, transportLength)
            + InternetChecksum.sum(into, transport, transportLength);
    putChecksum(into, transport + checksumOffset, InternetChecksum.finish(sum));
    number++;
    return length;
  }
}
