package dev.netlab.wireguard.ip;

import dev.netlab.ip.InternetChecksum;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.ip.IpVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ICMP error for a packet that cannot go through the tunnel. It goes to the packet's sender and
 * comes, as the kernel's own do (icmp_route_lookup, icmp6_send), from the address of the node that
 * its routing gives what it sends there: so it has no IP header, which is for the node to write.
 */
public final class IcmpError {
  private static final int HEADER = 8;

  /** RFC 1812 section 4.3.2.3: an error is at most 576 bytes. */
  private static final int IPV4_MOST = 576;

  /** RFC 4443 section 2.4 (c): an error fits the least MTU. */
  private static final int IPV6_MOST = 1280;

  private final IpAddress to;
  private final ByteBuffer message;

  private IcmpError(IpAddress to, ByteBuffer message) {
    this.to = to;
    this.message = message;
  }

  /** Who sent the packet. */
  public IpAddress to() {
    return to;
  }

  /** From the type on; the checksum of ICMPv6, which depends on the source, is 0. */
  public byte[] message() {
    byte[] bytes = new byte[message.capacity()];
    message.get(0, bytes);
    return bytes;
  }

  /**
   * No peer is to have it: host unreachable (RFC 792), address unreachable (RFC 4443 section 3.1).
   *
   * @return null for a packet that must not be answered by an error (RFC 1122, RFC 4443)
   */
  public static @Nullable IcmpError unreachable(IpVersion version, PacketView packet) {
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
  public static @Nullable IcmpError tooBig(IpVersion version, PacketView packet, int most) {
    return isUnanswered(version, packet)
        ? null
        : switch (version) {
          case IPV4 -> ipv4(packet, 3, 4, most);
          case IPV6 -> ipv6(packet, 2, 0, most);
        };
  }

  private static boolean isUnanswered(IpVersion version, PacketView packet) {
    return isToNobody(version, packet) || isError(version, packet);
  }

  private static IcmpError ipv4(PacketView packet, int type, int code, int rest) {
    int most = IPV4_MOST - IpHeader.IPV4_SIZE;
    ByteBuffer message = message(packet, type, code, rest, most);
    long sum = InternetChecksum.sum(message, 0, message.capacity());
    message.putShort(2, (short) InternetChecksum.finish(sum));
    return new IcmpError(IpHeader.source(IpVersion.IPV4, packet), message);
  }

  private static IcmpError ipv6(PacketView packet, int type, int code, int rest) {
    ByteBuffer message = message(packet, type, code, rest, IPV6_MOST - IpHeader.IPV6_SIZE);
    return new IcmpError(IpHeader.source(IpVersion.IPV6, packet), message);
  }

  /** Type, code, no checksum yet, four bytes of the type's own, and the packet's beginning. */
  private static ByteBuffer message(PacketView packet, int type, int code, int rest, int most) {
    int quoted = Math.min(packet.length(), most - HEADER);
    ByteBuffer message = ByteBuffer.allocate(HEADER + quoted);
    message.put((byte) type).put((byte) code).putShort((short) 0).putInt(rest);
    return message.put(packet.array(), packet.offset(), quoted);
  }

  /** From nobody in particular, or to many. */
  private static boolean isToNobody(IpVersion version, PacketView packet) {
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

  private static boolean isError(IpVersion version, PacketView packet) {
    return switch (version) {
      case IPV4 -> {
        int header = (packet.unsigned(0) & 15) * 4;
        boolean laterFragment = (packet.unsignedShort(6) & 0x1fff) != 0;
        yield laterFragment
            || (packet.unsigned(9) == IpProtocol.ICMP
                && packet.length() > header
                && switch (packet.unsigned(header)) {
                  case 3, 4, 5, 11, 12 -> true;
                  default -> false;
                });
      }
      case IPV6 ->
          packet.unsigned(6) == IpProtocol.ICMPV6
              && packet.length() > IpHeader.IPV6_SIZE
              && packet.unsigned(IpHeader.IPV6_SIZE) < 128;
    };
  }
}
