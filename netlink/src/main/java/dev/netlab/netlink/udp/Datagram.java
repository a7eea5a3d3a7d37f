package dev.netlab.netlink.udp;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.syscall.Const;
import java.nio.ByteBuffer;

/**
 * A view of one received message: good until its batch is used to receive again. With GRO it may be
 * several datagrams of one sender, {@link #segmentSize} bytes each but for the last.
 */
public final class Datagram {
  private final MessageHeaders headers;
  private final int message;
  private final ByteBuffer data;
  private Family family = Family.IPV4;
  private int tos;
  private int ttl;
  private int segmentSize;
  private int packetInfo = -1;

  Datagram(MessageHeaders headers, int message, ByteBuffer data) {
    this.headers = headers;
    this.message = message;
    this.data = data;
  }

  /** The bytes from position 0 to the limit, in network byte order; may be written to. */
  public ByteBuffer data() {
    return data;
  }

  /** Bytes of each datagram in {@link #data}; the whole length where it is only one. */
  public int segmentSize() {
    return segmentSize;
  }

  /** Whether it was longer than the batch's buffers and lost its end. */
  public boolean truncated() {
    return (headers.flags(message) & Const.MSG_TRUNC) != 0;
  }

  /** The IPv4 TOS or IPv6 traffic class: DSCP in the upper six bits, ECN in the lower two. */
  public int tos() {
    return tos;
  }

  /** The TTL or hop limit it arrived with. */
  public int ttl() {
    return ttl;
  }

  /** The sender. Makes an object: where it is expected to be known, ask {@link #isFrom} first. */
  public UdpEndpoint remote() {
    return UdpEndpoint.read(family, headers.names, headers.name(message));
  }

  public boolean isFrom(UdpEndpoint endpoint) {
    return endpoint.family() == family && endpoint.isAt(headers.names, headers.name(message));
  }

  /** Where it came to. Makes an object, as {@link #remote}. */
  public Source local() {
    return new Source(
        NetworkOrder.read(family, headers.controls, localAddress()), localInterface());
  }

  public boolean isTo(Source source) {
    IpAddress address = source.address();
    return address.version() == family.version
        && source.interfaceIndex() == localInterface()
        && NetworkOrder.isAt(address, family, headers.controls, localAddress());
  }

  private int localAddress() {
    return family == Family.IPV4 ? packetInfo + 4 : packetInfo;
  }

  private int localInterface() {
    return headers.controls.getInt(family == Family.IPV4 ? packetInfo : packetInfo + 16);
  }

  void arrived(Family now) {
    family = now;
    data.clear().limit(headers.length(message));
    segmentSize = data.limit();
    tos = 0;
    ttl = 0;
    ByteBuffer controls = headers.controls;
    int at = headers.control(message);
    int end = at + headers.controlLength(message);
    while (at + Control.HEADER <= end) {
      int length = (int) controls.getLong(at);
      if (length < Control.HEADER) {
        return;
      }
      control(controls, controls.getInt(at + 8), controls.getInt(at + 12), at + Control.HEADER);
      at += Control.align(length);
    }
  }

  private void control(ByteBuffer controls, int level, int type, int at) {
    if (level == Control.SOL_UDP && type == Control.UDP_GRO) {
      segmentSize = controls.getInt(at);
    } else if (level == family.level && type == family.packetInfo) {
      packetInfo = at;
    } else if (level == family.level && type == family.tos) {
      tos = family == Family.IPV4 ? Byte.toUnsignedInt(controls.get(at)) : controls.getInt(at);
    } else if (level == family.level && type == family.ttl) {
      ttl = controls.getInt(at);
    }
  }
}
