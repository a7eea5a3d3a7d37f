package dev.netlab.packet;

import dev.netlab.ip.EtherType;
import dev.netlab.ip.IpProtocol;
import dev.netlab.ip.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the payload of IP: ICMP, UDP, TCP, IP again, and tunnels inside UDP. */
final class UpperDecoder {

  private final Decoder decoder;
  private final TunnelPorts ports;

  UpperDecoder(Decoder decoder, TunnelPorts ports) {
    this.decoder = decoder;
    this.ports = ports;
  }

  /** Reads the payload of an unfragmented IP packet or of a first fragment. */
  void protocol(Ip ip, Bytes bytes) {
    switch (ip.protocol()) {
      case IpProtocol.ICMP -> icmp(ip, bytes);
      case IpProtocol.ICMPV6 -> icmpv6(ip, bytes);
      case IpProtocol.UDP -> udp(bytes);
      case IpProtocol.TCP -> tcp(ip, bytes);
      case IpProtocol.IPIP, IpProtocol.IPV6 -> decoder.ip(bytes);
      default -> decoder.payload(bytes);
    }
  }

  private void icmp(Ip ip, Bytes bytes) {
    if (!bytes.has(8)) {
      decoder.malformed(bytes, "too short for an ICMP header");
      return;
    }
    int type = bytes.u8(0);
    boolean error =
        type == Icmp.UNREACHABLE
            || type == Icmp.REDIRECT
            || type == Icmp.TIME_EXCEEDED
            || type == Icmp.PARAMETER_PROBLEM;
    decoder.add(
        new Icmp(
            bytes.offset(),
            type,
            bytes.u8(1),
            bytes.u16(2),
            bytes.i32(4),
            ip.length() - ip.headerLength(),
            error ? quoted(bytes.skip(8)) : List.of()));
    decoder.payload(bytes.skip(8));
  }

  private void icmpv6(Ip ip, Bytes bytes) {
    if (!bytes.has(8)) {
      decoder.malformed(bytes, "too short for an ICMPv6 header");
      return;
    }
    int type = bytes.u8(0);
    boolean targeted =
        type >= Icmpv6.NEIGHBOR_SOLICITATION && type <= Icmpv6.REDIRECT && bytes.has(24);
    int options = type == Icmpv6.REDIRECT ? 40 : type == Icmpv6.ROUTER_SOLICITATION ? 8 : 24;
    if (type == Icmpv6.ROUTER_ADVERTISEMENT) {
      options = 16;
    }
    boolean discovery = type >= Icmpv6.ROUTER_SOLICITATION && type <= Icmpv6.REDIRECT;
    decoder.add(
        new Icmpv6(
            bytes.offset(),
            type,
            bytes.u8(1),
            bytes.u16(2),
            bytes.i32(4),
            ip.length() - ip.headerLength(),
            targeted ? Optional.of(bytes.v6(8)) : Optional.empty(),
            discovery ? linkLayerAddress(bytes.skip(options)) : Optional.empty(),
            type < Icmpv6.ECHO_REQUEST ? quoted(bytes.skip(8)) : List.of()));
    decoder.payload(bytes.skip(8));
  }

  /** The first source or target link-layer address option (RFC 4861, section 4.6.1). */
  private static Optional<MacAddress> linkLayerAddress(Bytes options) {
    Bytes rest = options;
    while (rest.has(8) && rest.u8(1) > 0) {
      if (rest.u8(0) == 1 || rest.u8(0) == 2) {
        return Optional.of(rest.mac(2));
      }
      rest = rest.skip(rest.u8(1) * 8);
    }
    return Optional.empty();
  }

  private List<Layer> quoted(Bytes bytes) {
    if (bytes.length() == 0 || decoder.isQuote()) {
      return List.of();
    }
    // Only the outer packet of a quotation is read: without tunnel ports, and its end may be
    // missing.
    return new Decoder(new TunnelPorts(Set.of(), Set.of()), true).quote(bytes);
  }

  private void udp(Bytes bytes) {
    if (!bytes.has(Udp.HEADER)) {
      decoder.malformed(bytes, "too short for a UDP header");
      return;
    }
    int length = bytes.u16(4) == 0 ? bytes.length() : bytes.u16(4);
    Udp udp = new Udp(bytes.offset(), bytes.u16(0), bytes.u16(2), length, bytes.u16(6));
    decoder.add(udp);
    Bytes data = bytes.first(Math.max(length, Udp.HEADER)).skip(Udp.HEADER);
    // Sizes come from the datagram, so that the message is recognized in a truncated capture.
    Optional<WireGuardMessage> message = wireGuard(data, udp.payloadLength());
    if (length < Udp.HEADER) {
      decoder.malformed(data, "UDP length " + length + " is less than its header");
    } else if (message.isPresent()) {
      decoder.add(message.get());
    } else if (ports.geneve().contains(udp.destinationPort())) {
      geneve(data);
    } else if (ports.vxlan().contains(udp.destinationPort())) {
      vxlan(data);
    } else {
      decoder.payload(data);
    }
  }

  private void tcp(Ip ip, Bytes bytes) {
    int header = bytes.has(20) ? (bytes.u8(12) >> 4) * 4 : 20;
    boolean whole = bytes.has(header) || (decoder.cut() && bytes.has(20));
    if (header < 20 || !whole) {
      decoder.malformed(bytes, "too short for a TCP header of " + header + " bytes");
      return;
    }
    decoder.add(
        new Tcp(
            bytes.offset(),
            bytes.u16(0),
            bytes.u16(2),
            bytes.u32(4),
            bytes.u32(8),
            header,
            bytes.u8(13),
            bytes.u16(14),
            bytes.u16(16),
            Math.max(ip.length() - ip.headerLength() - header, 0)));
    decoder.payload(bytes.skip(header));
  }

  private void geneve(Bytes bytes) {
    int header = bytes.has(8) ? 8 + (bytes.u8(0) & 0x3f) * 4 : 8;
    if (!bytes.has(header)) {
      decoder.malformed(bytes, "too short for a GENEVE header of " + header + " bytes");
    } else if (bytes.u8(0) >> 6 != 0) {
      decoder.malformed(bytes, "GENEVE version " + (bytes.u8(0) >> 6));
    } else {
      int type = bytes.u16(2);
      decoder.add(
          new Geneve(
              bytes.offset(),
              header,
              (bytes.u8(1) & 0x80) != 0,
              (bytes.u8(1) & 0x40) != 0,
              type,
              bytes.i32(4) >>> 8));
      if (type == EtherType.BRIDGING) {
        decoder.ethernet(bytes.skip(header));
      } else {
        decoder.etherType(type, bytes.skip(header));
      }
    }
  }

  private void vxlan(Bytes bytes) {
    if (!bytes.has(8)) {
      decoder.malformed(bytes, "too short for a VXLAN header");
      return;
    }
    boolean valid = (bytes.u8(0) & Vxlan.ID_VALID) != 0 && bytes.u8(7) == 0;
    if (!valid) {
      // Another protocol's datagram, to which NAT gave this port: Linux rejects such a header.
      decoder.payload(bytes);
      return;
    }
    decoder.add(new Vxlan(bytes.offset(), bytes.u8(0), bytes.i32(4) >>> 8));
    decoder.ethernet(bytes.skip(8));
  }

  private static Optional<WireGuardMessage> wireGuard(Bytes bytes, int length) {
    long type = bytes.has(16) ? bytes.littleU32(0) : 0;
    int at = bytes.offset();
    if (type == 1 && length == 148) {
      return Optional.of(new WireGuardMessage.Initiation(at, length, bytes.littleU32(4)));
    } else if (type == 2 && length == 92) {
      return Optional.of(
          new WireGuardMessage.Response(at, length, bytes.littleU32(4), bytes.littleU32(8)));
    } else if (type == 3 && length == 64) {
      return Optional.of(new WireGuardMessage.Cookie(at, length, bytes.littleU32(4)));
    } else if (type == 4 && length >= WireGuardMessage.Data.OVERHEAD) {
      return Optional.of(
          new WireGuardMessage.Data(at, length, bytes.littleU32(4), bytes.littleI64(8)));
    }
    return Optional.empty();
  }
}
