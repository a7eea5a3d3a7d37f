package dev.netlab.packet;

import dev.netlab.ip.IpProtocol;
import java.util.Map;
import java.util.Optional;

/** The words that stand for numbers in packet expressions and in formatted packets. */
public final class ProtocolNames {
  private static final Map<Integer, String> ICMP =
      Map.of(
          Icmp.ECHO_REPLY, "echo-reply",
          Icmp.UNREACHABLE, "unreachable",
          Icmp.REDIRECT, "redirect",
          Icmp.ECHO_REQUEST, "echo-request",
          Icmp.TIME_EXCEEDED, "time-exceeded",
          Icmp.PARAMETER_PROBLEM, "parameter-problem");

  private static final Map<Integer, String> ICMPV6 =
      Map.ofEntries(
          Map.entry(Icmpv6.UNREACHABLE, "unreachable"),
          Map.entry(Icmpv6.PACKET_TOO_BIG, "packet-too-big"),
          Map.entry(Icmpv6.TIME_EXCEEDED, "time-exceeded"),
          Map.entry(Icmpv6.PARAMETER_PROBLEM, "parameter-problem"),
          Map.entry(Icmpv6.ECHO_REQUEST, "echo-request"),
          Map.entry(Icmpv6.ECHO_REPLY, "echo-reply"),
          Map.entry(Icmpv6.ROUTER_SOLICITATION, "router-solicitation"),
          Map.entry(Icmpv6.ROUTER_ADVERTISEMENT, "router-advertisement"),
          Map.entry(Icmpv6.NEIGHBOR_SOLICITATION, "neighbor-solicitation"),
          Map.entry(Icmpv6.NEIGHBOR_ADVERTISEMENT, "neighbor-advertisement"),
          Map.entry(Icmpv6.REDIRECT, "redirect"));

  /** The codes of ICMP "unreachable" (RFC 792, RFC 1812). */
  private static final Map<Integer, String> CODES =
      Map.of(
          0, "net",
          1, "host",
          2, "protocol",
          3, "port",
          4, "fragmentation-needed",
          9, "net-prohibited",
          10, "host-prohibited",
          13, "admin-prohibited");

  /** The codes of ICMPv6 "unreachable" (RFC 4443, section 3.1). */
  private static final Map<Integer, String> CODES_V6 =
      Map.of(
          0, "no-route",
          1, "admin-prohibited",
          2, "beyond-scope",
          3, "host",
          4, "port",
          5, "source-policy",
          6, "reject-route");

  private ProtocolNames() {}

  /** The word for an upper-layer protocol, or its number. */
  public static String protocol(int protocol) {
    return switch (protocol) {
      case IpProtocol.ICMP -> "icmp";
      case IpProtocol.TCP -> "tcp";
      case IpProtocol.UDP -> "udp";
      case IpProtocol.ICMPV6 -> "icmp6";
      case IpProtocol.SCTP -> "sctp";
      default -> String.valueOf(protocol);
    };
  }

  /** The word for an ICMP type, or {@code type-N}. */
  public static String icmpType(int type) {
    return ICMP.getOrDefault(type, "type-" + type);
  }

  /** The word for an ICMPv6 type, or {@code type-N}. */
  public static String icmpv6Type(int type) {
    return ICMPV6.getOrDefault(type, "type-" + type);
  }

  public static Iterable<String> icmpTypes() {
    return ICMP.values();
  }

  public static Iterable<String> icmpv6Types() {
    return ICMPV6.values();
  }

  /** The word for a code of ICMP "unreachable"; other codes have none. */
  public static Optional<String> code(Icmp icmp) {
    return icmp.type() == Icmp.UNREACHABLE
        ? Optional.ofNullable(CODES.get(icmp.code()))
        : Optional.empty();
  }

  /** The word for a code of ICMPv6 "unreachable"; other codes have none. */
  public static Optional<String> code(Icmpv6 icmp) {
    return icmp.type() == Icmpv6.UNREACHABLE
        ? Optional.ofNullable(CODES_V6.get(icmp.code()))
        : Optional.empty();
  }

  /** Whether a word names a code of "unreachable" in ICMP or ICMPv6. */
  public static boolean isCode(String word) {
    return CODES.containsValue(word) || CODES_V6.containsValue(word);
  }

  /** The one word that best describes a segment's flags: rst, syn-ack, syn, fin, ack or none. */
  public static String flags(Tcp tcp) {
    if (tcp.has(Tcp.RST)) {
      return "rst";
    }
    if (tcp.has(Tcp.SYN)) {
      return tcp.has(Tcp.ACK) ? "syn-ack" : "syn";
    }
    if (tcp.has(Tcp.FIN)) {
      return "fin";
    }
    return tcp.has(Tcp.ACK) ? "ack" : "none";
  }

  /** The word for a message type: initiation, response, cookie or data. */
  public static String message(WireGuardMessage message) {
    return switch (message) {
      case WireGuardMessage.Initiation m -> "initiation";
      case WireGuardMessage.Response m -> "response";
      case WireGuardMessage.Cookie m -> "cookie";
      case WireGuardMessage.Data m -> "data";
    };
  }
}
