package dev.netlab.netlink.netfilter;

import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.wire.Attributes;
import dev.netlab.netlink.wire.MessageWriter;

/** What tells connections of one protocol apart ({@code enum ctattr_l4proto}). */
public sealed interface Transport {
  int CTA_PROTO_NUM = 1;
  int CTA_PROTO_SRC_PORT = 2;
  int CTA_PROTO_DST_PORT = 3;
  int CTA_PROTO_ICMP_ID = 4;
  int CTA_PROTO_ICMP_TYPE = 5;
  int CTA_PROTO_ICMP_CODE = 6;
  int CTA_PROTO_ICMPV6_ID = 7;
  int CTA_PROTO_ICMPV6_TYPE = 8;
  int CTA_PROTO_ICMPV6_CODE = 9;

  /** TCP, UDP, SCTP and those alike. */
  record Ports(int source, int destination) implements Transport {
    @Override
    public String toString() {
      return "sport=" + source + " dport=" + destination;
    }
  }

  /** ICMP and ICMPv6: the echo's identifier stands for the ports. */
  record Icmp(int type, int code, int id) implements Transport {
    @Override
    public String toString() {
      return "type=" + type + " code=" + code + " id=" + id;
    }
  }

  /** GRE's keys. */
  record Keys(int source, int destination) implements Transport {
    @Override
    public String toString() {
      return "srckey=0x%x dstkey=0x%x".formatted(source, destination);
    }
  }

  /** A protocol of which conntrack knows only the addresses. */
  record Addresses() implements Transport {
    @Override
    public String toString() {
      return "";
    }
  }

  static Transport read(int protocol, Attributes proto) {
    if (proto.has(CTA_PROTO_ICMP_TYPE)) {
      return icmp(proto, CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMP_ID);
    }
    if (proto.has(CTA_PROTO_ICMPV6_TYPE)) {
      return icmp(proto, CTA_PROTO_ICMPV6_TYPE, CTA_PROTO_ICMPV6_CODE, CTA_PROTO_ICMPV6_ID);
    }
    if (!proto.has(CTA_PROTO_SRC_PORT)) {
      return new Addresses();
    }
    int source = proto.be16(CTA_PROTO_SRC_PORT, 0);
    int destination = proto.be16(CTA_PROTO_DST_PORT, 0);
    return protocol == IpProtocol.GRE
        ? new Keys(source, destination)
        : new Ports(source, destination);
  }

  private static Icmp icmp(Attributes proto, int type, int code, int id) {
    return new Icmp(proto.u8(type, 0), proto.u8(code, 0), proto.be16(id, 0));
  }

  /** Writes what follows {@code CTA_PROTO_NUM}. */
  default void write(MessageWriter to, int protocol) {
    boolean six = protocol == IpProtocol.ICMPV6;
    switch (this) {
      case Ports(int source, int destination) ->
          to.be16(CTA_PROTO_SRC_PORT, source).be16(CTA_PROTO_DST_PORT, destination);
      case Keys(int source, int destination) ->
          to.be16(CTA_PROTO_SRC_PORT, source).be16(CTA_PROTO_DST_PORT, destination);
      case Icmp(int type, int code, int id) ->
          to.u8(six ? CTA_PROTO_ICMPV6_TYPE : CTA_PROTO_ICMP_TYPE, type)
              .u8(six ? CTA_PROTO_ICMPV6_CODE : CTA_PROTO_ICMP_CODE, code)
              .be16(six ? CTA_PROTO_ICMPV6_ID : CTA_PROTO_ICMP_ID, id);
      case Addresses() -> {}
    }
  }
}
