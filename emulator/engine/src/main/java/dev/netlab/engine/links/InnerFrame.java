package dev.netlab.engine.links;

import dev.netlab.ip.EtherType;
import dev.netlab.ip.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * Where things are in an Ethernet frame, behind any VLAN tags. Read again and again for the frames
 * of a batch, without allocating. Buffers are in network order.
 */
final class InnerFrame {
  static final int ETHERNET_HEADER = 14;

  private static final int VLAN_TAG = 4;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int IPV4_DF = 0x4000;

  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int start;
  private int end;
  private int network;
  private int protocol;

  /** The frame of {@code length} bytes, at least an Ethernet header, from {@code at}. */
  InnerFrame read(ByteBuffer packet, int at, int length) {
    bytes = packet;
    start = at;
    end = at + length;
    network = at + ETHERNET_HEADER;
    protocol = Short.toUnsignedInt(packet.getShort(at + 12));
    while ((protocol == EtherType.VLAN || protocol == EtherType.QINQ)
        && network + VLAN_TAG <= end) {
      protocol = Short.toUnsignedInt(packet.getShort(network + 2));
      network += VLAN_TAG;
    }
    return this;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The byte behind the Ethernet header and its tags. */
  int network() {
    return network;
  }

  /** The EtherType behind any VLAN tags. */
  int protocol() {
    return protocol;
  }

  boolean isIpv4() {
    return protocol == EtherType.IPV4 && network + IPV4_HEADER <= end;
  }

  boolean isIpv6() {
    return protocol == EtherType.IPV6 && network + IPV6_HEADER <= end;
  }

  /** An IP packet shorter than its own header, which the kernel's device drops. */
  boolean isCutShort() {
    return (protocol == EtherType.IPV4 && !isIpv4()) || (protocol == EtherType.IPV6 && !isIpv6());
  }

  /** DSCP and ECN (TOS, traffic class); 0 where it is not IP. */
  int dsField() {
    if (isIpv4()) {
      return bytes.get(network + 1) & 0xff;
    }
    return isIpv6() ? (bytes.getShort(network) >>> 4) & 0xff : 0;
  }

  /** Sets DSCP and ECN, and an IPv4 header's checksum right; nothing where it is not IP. */
  void dsField(int value) {
    if (isIpv4()) {
      int before = bytes.getShort(network);
      int after = (before & 0xff00) | value;
      int checksum = bytes.getShort(network + 10);
      bytes.putShort(network, (short) after);
      bytes.putShort(network + 10, (short) InternetChecksum.replace(checksum, before, after));
    } else if (isIpv6()) {
      int before = bytes.getShort(network);
      bytes.putShort(network, (short) ((before & 0xf00f) | (value << 4)));
    }
  }

  /** TTL or hop limit; 0 where it is not IP. */
  int hopLimit() {
    if (isIpv4()) {
      return bytes.get(network + 8) & 0xff;
    }
    return isIpv6() ? bytes.get(network + 7) & 0xff : 0;
  }

  /** Whether routers may not fragment it: IPv4 with DF, or IPv6. */
  boolean mustNotBeFragmented() {
    return isIpv6() || (isIpv4() && (bytes.getShort(network + 6) & IPV4_DF) != 0);
  }
}
