package dev.netlab.packet;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * An ICMPv6 message (RFC 4443), including neighbor discovery (RFC 4861).
 *
 * @param rest the second 32-bit word of the header, whose meaning depends on the type
 * @param length of the whole message, in bytes
 * @param target the target address of a neighbor solicitation, advertisement or redirect
 * @param linkLayerAddress the source or target link-layer address option of neighbor discovery
 * @param quoted the layers of the packet that an error message quotes, from its IP header on
 */
public record Icmpv6(
    int offset,
    int type,
    int code,
    int checksum,
    int rest,
    int length,
    Optional<IpAddress> target,
    Optional<MacAddress> linkLayerAddress,
    List<Layer> quoted)
    implements Layer {
  public static final int UNREACHABLE = 1;
  public static final int PACKET_TOO_BIG = 2;
  public static final int TIME_EXCEEDED = 3;
  public static final int PARAMETER_PROBLEM = 4;
  public static final int ECHO_REQUEST = 128;
  public static final int ECHO_REPLY = 129;
  public static final int ROUTER_SOLICITATION = 133;
  public static final int ROUTER_ADVERTISEMENT = 134;
  public static final int NEIGHBOR_SOLICITATION = 135;
  public static final int NEIGHBOR_ADVERTISEMENT = 136;
  public static final int REDIRECT = 137;

  /** The version 2 report (RFC 3810, section 5.2). */
  public static final int MULTICAST_LISTENER_REPORT = 143;

  public Icmpv6 {
    quoted = List.copyOf(quoted);
  }

  /** The identifier of an echo message. */
  public int id() {
    return rest >>> 16;
  }

  /** The sequence number of an echo message. */
  public int sequence() {
    return rest & 0xffff;
  }

  /** The next hop's MTU in a "packet too big" message, in bytes. */
  public long mtu() {
    return rest & 0xffffffffL;
  }

  public boolean isEcho() {
    return type == ECHO_REQUEST || type == ECHO_REPLY;
  }
}
