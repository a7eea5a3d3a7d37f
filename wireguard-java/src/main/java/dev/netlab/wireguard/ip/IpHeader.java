package dev.netlab.wireguard.ip;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import org.jspecify.annotations.Nullable;

/** The fields of an IPv4 (RFC 791) or IPv6 (RFC 8200) header that a tunnel heeds. */
public final class IpHeader {
  public static final int IPV4_SIZE = 20;
  public static final int IPV6_SIZE = 40;

  private IpHeader() {}

  /** The version, or null where the packet is too short for its header or of another version. */
  public static @Nullable IpVersion version(PacketView packet) {
    if (packet.length() >= IPV4_SIZE && packet.unsigned(0) >> 4 == 4) {
      return IpVersion.IPV4;
    }
    if (packet.length() >= IPV6_SIZE && packet.unsigned(0) >> 4 == 6) {
      return IpVersion.IPV6;
    }
    return null;
  }

  public static IpAddress source(IpVersion version, PacketView packet) {
    int at = version == IpVersion.IPV4 ? 12 : 8;
    return IpAddress.read(version, packet.array(), packet.offset() + at);
  }

  public static IpAddress destination(IpVersion version, PacketView packet) {
    int at = version == IpVersion.IPV4 ? 16 : 24;
    return IpAddress.read(version, packet.array(), packet.offset() + at);
  }

  /** The length the header gives, or -1 where that is less than a header or more than there is. */
  public static int totalLength(IpVersion version, PacketView packet) {
    int total =
        switch (version) {
          case IPV4 -> packet.unsignedShort(2);
          case IPV6 -> packet.unsignedShort(4) + IPV6_SIZE;
        };
    return total > packet.length() || total < IPV4_SIZE ? -1 : total;
  }
}
