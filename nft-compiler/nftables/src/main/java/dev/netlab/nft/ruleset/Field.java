package dev.netlab.nft.ruleset;

/** A property of a packet that nftables can read, with nft's name for it. */
public enum Field implements Expression {
  IIFNAME("iifname", Kind.INTERFACE),
  OIFNAME("oifname", Kind.INTERFACE),
  IP_SADDR("ip saddr", Kind.ADDRESS),
  IP_DADDR("ip daddr", Kind.ADDRESS),
  IP6_SADDR("ip6 saddr", Kind.ADDRESS),
  IP6_DADDR("ip6 daddr", Kind.ADDRESS),
  FIB_SADDR_TYPE("fib saddr type", Kind.SYMBOL),
  FIB_DADDR_TYPE("fib daddr type", Kind.SYMBOL),
  META_NFPROTO("meta nfproto", Kind.SYMBOL),
  META_L4PROTO("meta l4proto", Kind.PROTOCOL),
  META_MARK("meta mark", Kind.BITS),
  TCP_SPORT("tcp sport", Kind.PORT),
  TCP_DPORT("tcp dport", Kind.PORT),
  TCP_FLAGS("tcp flags", Kind.FLAGS),
  UDP_SPORT("udp sport", Kind.PORT),
  UDP_DPORT("udp dport", Kind.PORT),
  UDPLITE_SPORT("udplite sport", Kind.PORT),
  UDPLITE_DPORT("udplite dport", Kind.PORT),
  SCTP_SPORT("sctp sport", Kind.PORT),
  SCTP_DPORT("sctp dport", Kind.PORT),
  DCCP_SPORT("dccp sport", Kind.PORT),
  DCCP_DPORT("dccp dport", Kind.PORT),
  TH_SPORT("th sport", Kind.PORT),
  TH_DPORT("th dport", Kind.PORT),
  ICMP_TYPE("icmp type", Kind.SYMBOL),
  ICMPV6_TYPE("icmpv6 type", Kind.SYMBOL),
  CT_STATE("ct state", Kind.FLAGS),
  CT_STATUS("ct status", Kind.FLAGS),
  CT_MARK("ct mark", Kind.BITS);

  /** How values of a field are written. */
  public enum Kind {
    INTERFACE,
    ADDRESS,
    PORT,
    BITS,
    NUMBER,
    PROTOCOL,
    SYMBOL,
    FLAGS
  }

  private final String text;
  private final Kind kind;

  Field(String text, Kind kind) {
    this.text = text;
    this.kind = kind;
  }

  @Override
  public String text() {
    return text;
  }

  /** How values of this field are written. */
  public Kind kind() {
    return kind;
  }
}
