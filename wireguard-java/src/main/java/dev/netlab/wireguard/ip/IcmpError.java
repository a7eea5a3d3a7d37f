package dev.netlab.wireguard.ip;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ICMP error for a packet that cannot go through the tunnel. It comes from the address that was
 * not reached: the only one known here that a sender's reverse path filter lets in through this
 * interface.
 */
public final class IcmpError {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final int HEADER = 8;

  /** RFC 1812 section 4.3.2.3: an error is at most 576 bytes. */
  private static final int IPV4_MOST = 576;

  /** RFC 4443 section 2.4 (c): an error fits the least MTU. */
  private static final int IPV6_MOST = 1280;

  private IcmpError() {}

  /**
   * No peer is to have it: host unreachable (RFC 792), address unreachable (RFC 4443 section 3.1).
   *
   * @return null for a packet that must not be answered by an error (RFC 1122, RFC 4443)
   */
  public static @Nullable Packet unreachable(IpVersion version, Packet packet) {
    return isUnanswered(version, packet)
        ? null
        : switch (version) {
          case IPV4 -> ipv4(packet, 3, 1, 0);
          case IPV6 -> ipv6(packet, 1, 3, 0);
        };
  }

  /**
   * It is longer than the tunnel can carry: fragmentation needed (RFC 1191 section 4), packet too
   * big (RFC 4443 section 3.2).
   *
   * @param most bytes of a packet that fits
   * @return null for a packet that must not be answered by an error
   */
  public static @Nullable Packet tooBig(IpVersion version, Packet packet, int most) {
    return isUnanswered(version, packet)
        ? null
        : switch (version) {
          case IPV4 -> ipv4(packet, 3, 4, most);
          case IPV6 -> ipv6(packet, 2, 0, most);
        };
  }

  private static boolean isUnanswered(IpVersion version, Packet packet) {
    return isToNobody(version, packet) || isError(version, packet);
  }

  private static Packet ipv4(Packet packet, int type, int code, int rest) {
    int quoted = Math.min(packet.length(), IPV4_MOST - IpHeader.IPV4_SIZE - HEADER);
    int total = IpHeader.IPV4_SIZE + HEADER + quoted;
    ByteBuffer out = ByteBuffer.allocate(total);
    out.put((byte) 0x45).put((byte) 0xc0).putShort((short) total).putInt(0);
    out.put((byte) 64).put((byte) ICMP).putShort((short) 0);
    out.put(packet.array(), packet.offset() + 16, 4).put(packet.array(), packet.offset() + 12, 4);
    out.put((byte) type).put((byte) code).putShort((short) 0).putInt(rest);
    out.put(packet.array(), packet.offset(), quoted);
    long header = InternetChecksum.sum(out, 0, IpHeader.IPV4_SIZE);
    out.putShort(10, (short) InternetChecksum.finish(header));
    long sum = InternetChecksum.sum(out, IpHeader.IPV4_SIZE, total - IpHeader.IPV4_SIZE);
    out.putShort(IpHeader.IPV4_SIZE + 2, (short) InternetChecksum.finish(sum));
    return new Packet(out.array(), 0, total);
  }

  private static Packet ipv6(Packet packet, int type, int code, int rest) {
    int quoted = Math.min(packet.length(), IPV6_MOST - IpHeader.IPV6_SIZE - HEADER);
    int payload = HEADER + quoted;
    ByteBuffer out = ByteBuffer.allocate(IpHeader.IPV6_SIZE + payload);
    out.putInt(0x60000000).putShort((short) payload).put((byte) ICMPV6).put((byte) 64);
    out.put(packet.array(), packet.offset() + 24, 16).put(packet.array(), packet.offset() + 8, 16);
    out.put((byte) type).put((byte) code).putShort((short) 0).putInt(rest);
    out.put(packet.array(), packet.offset(), quoted);
    long pseudoHeader = InternetChecksum.sum(out, 8, 32) + payload + ICMPV6;
    long sum = pseudoHeader + InternetChecksum.sum(out, IpHeader.IPV6_SIZE, payload);
    out.putShort(IpHeader.IPV6_SIZE + 2, (short) InternetChecksum.finish(sum));
    return new Packet(out.array(), 0, out.capacity());
  }

  /** From nobody in particular, or to many. */
  private static boolean isToNobody(IpVersion version, Packet packet) {
    IpAddress from = IpHeader.source(version, packet);
    IpAddress to = IpHeader.destination(version, packet);
    return switch (version) {
      case IPV4 -> from.low() == 0 || to.low() >>> 28 >= 0xe || from.low() >>> 28 >= 0xe;
      case IPV6 ->
          (from.high() == 0 && from.low() == 0)
              || to.high() >>> 56 == 0xff
              || from.high() >>> 56 == 0xff;
    };
  }

  private static boolean isError(IpVersion version, Packet packet) {
    return switch (version) {
      case IPV4 -> {
        int header = (packet.unsigned(0) & 15) * 4;
        boolean laterFragment = (packet.unsignedShort(6) & 0x1fff) != 0;
        yield laterFragment
            || (packet.unsigned(9) == ICMP
                && packet.length() > header
                && switch (packet.unsigned(header)) {
                  case 3, 4, 5, 11, 12 -> true;
                  default -> false;
                });
      }
      case IPV6 ->
          packet.unsigned(6) == ICMPV6
              && packet.length() > IpHeader.IPV6_SIZE
              && packet.unsigned(IpHeader.IPV6_SIZE) < 128;
    };
  }
}
