package dev.netlab.packet;

import dev.netlab.ip.EtherType;
import java.util.ArrayList;
import java.util.List;

/** Reads link and network headers. {@link UpperDecoder} reads what they carry. */
final class Decoder {

  /** Decoding stops at deeper nesting than any sane frame has, which bounds the cost of a frame. */
  private static final int MOST_LAYERS = 64;

  private final List<Layer> layers = new ArrayList<>();
  private final UpperDecoder upper;
  private final boolean cut;
  private boolean quote;

  /**
   * @param cut whether bytes are missing at the end because the capture or a quoting router kept
   *     only the beginning, which is not a fault of the packet
   */
  Decoder(TunnelPorts ports, boolean cut) {
    this.upper = new UpperDecoder(this, ports);
    this.cut = cut;
  }

  List<Layer> frame(LinkType link, byte[] frame) {
    Bytes bytes = new Bytes(frame, 0, frame.length);
    if (bytes.length() > 0) {
      switch (link) {
        case ETHERNET -> ethernet(bytes);
        case RAW_IP -> ip(bytes);
      }
    }
    return layers;
  }

  /** Decodes the IP packet that an ICMP error quotes, and returns its layers. */
  List<Layer> quote(Bytes bytes) {
    quote = true;
    ip(bytes);
    return layers;
  }

  void add(Layer layer) {
    layers.add(layer);
  }

  /**
   * Whether this decodes a quotation. A quotation within a quotation is not followed, which bounds
   * the cost of a frame.
   */
  boolean isQuote() {
    return quote;
  }

  boolean cut() {
    return cut;
  }

  void payload(Bytes bytes) {
    if (bytes.length() > 0) {
      add(new Payload(bytes.offset(), bytes.length()));
    }
  }

  void malformed(Bytes bytes, String reason) {
    add(new Malformed(bytes.offset(), bytes.length(), reason));
  }

  void ethernet(Bytes bytes) {
    if (!bytes.has(14)) {
      malformed(bytes, "too short for an Ethernet header");
      return;
    }
    int type = bytes.u16(12);
    add(new Ethernet(bytes.offset(), bytes.mac(0), bytes.mac(6), type));
    etherType(type, bytes.skip(14));
  }

  void etherType(int type, Bytes bytes) {
    if (layers.size() >= MOST_LAYERS) {
      malformed(bytes, "more than " + MOST_LAYERS + " layers");
      return;
    }
    switch (type) {
      case EtherType.VLAN, EtherType.QINQ -> vlan(bytes);
      case EtherType.ARP -> arp(bytes);
      case EtherType.IPV4, EtherType.IPV6 -> ip(bytes);
      default -> payload(bytes);
    }
  }

  private void vlan(Bytes bytes) {
    if (!bytes.has(4)) {
      malformed(bytes, "too short for a VLAN tag");
      return;
    }
    int tag = bytes.u16(0);
    add(new Vlan(bytes.offset(), tag & 0xfff, tag >> 13, bytes.u16(2)));
    etherType(bytes.u16(2), bytes.skip(4));
  }

  private void arp(Bytes bytes) {
    if (!bytes.has(28)) {
      malformed(bytes, "too short for ARP");
    } else if (bytes.u16(0) != 1 || bytes.u16(2) != EtherType.IPV4 || bytes.u16(4) != 0x0604) {
      payload(bytes);
    } else {
      add(
          new Arp(
              bytes.offset(),
              bytes.u16(6),
              bytes.mac(8),
              bytes.v4(14),
              bytes.mac(18),
              bytes.v4(24)));
    }
  }

  /** Reads an IP packet; its first bits give the version. */
  void ip(Bytes bytes) {
    if (layers.size() >= MOST_LAYERS) {
      malformed(bytes, "more than " + MOST_LAYERS + " layers");
    } else if (!bytes.has(1)) {
      malformed(bytes, "no IP header");
    } else if (bytes.u8(0) >> 4 == 4) {
      ipv4(bytes);
    } else if (bytes.u8(0) >> 4 == 6) {
      ipv6(bytes);
    } else {
      malformed(bytes, "IP version " + (bytes.u8(0) >> 4));
    }
  }

  private void ipv4(Bytes bytes) {
    int header = bytes.has(20) ? (bytes.u8(0) & 15) * 4 : 20;
    if (header < 20 || !bytes.has(header)) {
      malformed(bytes, "too short for an IPv4 header of " + header + " bytes");
      return;
    }
    // A super-frame over 64 KB has total length 0: it ends where the frame ends.
    int length = bytes.u16(2) == 0 ? bytes.length() : bytes.u16(2);
    if (length < header) {
      malformed(bytes, "IPv4 total length " + length + " is less than its header");
      return;
    }
    int fragment = bytes.u16(6);
    Ipv4 ip =
        new Ipv4(
            bytes.offset(),
            header,
            bytes.u8(1),
            length,
            bytes.u16(4),
            (fragment & 0x4000) != 0,
            (fragment & 0x2000) != 0,
            (fragment & 0x1fff) * 8,
            bytes.u8(8),
            bytes.u8(9),
            bytes.u16(10),
            bytes.v4(12),
            bytes.v4(16));
    add(ip);
    above(ip, bytes);
  }

  private void ipv6(Bytes bytes) {
    if (!bytes.has(40)) {
      malformed(bytes, "too short for an IPv6 header");
      return;
    }
    int payload = bytes.u16(4);
    int next = bytes.u8(6);
    int at = 40;
    long id = 0;
    boolean more = false;
    int fragmentOffset = 0;
    while (Ipv6Extension.is(next) && fragmentOffset == 0 && bytes.has(at + 8)) {
      if (next == Ipv6Extension.FRAGMENT) {
        fragmentOffset = bytes.u16(at + 2) & 0xfff8;
        more = (bytes.u16(at + 2) & 1) != 0;
        id = bytes.u32(at + 4);
      }
      int size = Ipv6Extension.length(next, bytes.u8(at + 1));
      next = bytes.u8(at);
      at += size;
    }
    Ipv6 ip =
        new Ipv6(
            bytes.offset(),
            at,
            (bytes.i32(0) >> 20) & 0xff,
            bytes.i32(0) & 0xfffff,
            payload == 0 ? bytes.length() : 40 + payload,
            next,
            bytes.u8(7),
            id,
            more,
            fragmentOffset,
            bytes.v6(8),
            bytes.v6(24));
    add(ip);
    above(ip, bytes);
  }

  private void above(Ip ip, Bytes packet) {
    Bytes whole = packet.first(ip.length());
    Bytes bytes = whole.skip(ip.headerLength());
    if (ip.fragmentOffset() > 0) {
      payload(bytes);
    } else {
      upper.protocol(ip, bytes);
    }
    if (whole.length() < ip.length() && !cut) {
      int missing = ip.length() - whole.length();
      add(new Malformed(whole.end(), 0, "the last " + missing + " bytes are missing"));
    }
  }
}
