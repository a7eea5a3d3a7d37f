package dev.netlab.packet.filter;

import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ethernet;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.Layer;
import dev.netlab.packet.ProtocolNames;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Transport;
import dev.netlab.packet.TunnelHeader;
import dev.netlab.packet.Vlan;
import dev.netlab.packet.Vxlan;
import dev.netlab.packet.WireGuardMessage;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field of a level that an expression can name. The weight measures how far apart two packets are
 * that differ in it: a packet of another protocol is not a near miss.
 */
@SuppressWarnings("ImmutableEnumChecker") // the readers are stateless functions
enum Field {
  TUNNEL("tunnel", Kind.WORD, 20, level -> level.find(TunnelHeader.class).map(Field::tunnel)),
  PROTOCOL("protocol", Kind.WORD, 12, Field::protocol),
  ARP("arp", Kind.WORD, 12, level -> level.find(Arp.class).map(Field::operation)),
  ICMP_TYPE("icmp", Kind.WORD, 6, Field::icmpType),
  MESSAGE(
      "wireguard",
      Kind.WORD,
      6,
      level -> level.find(WireGuardMessage.class).map(ProtocolNames::message)),
  SOURCE("source", Kind.ADDRESS, 4, of(Ip.class, Ip::source)),
  DESTINATION("destination", Kind.ADDRESS, 4, of(Ip.class, Ip::destination)),
  ARP_SENDER("sender", Kind.ADDRESS, 4, of(Arp.class, Arp::senderAddress)),
  ARP_TARGET("target", Kind.ADDRESS, 4, of(Arp.class, Arp::targetAddress)),
  TARGET("target", Kind.ADDRESS, 4, Field::discoveryTarget),
  SOURCE_PORT("source port", Kind.PORT, 3, of(Transport.class, Transport::sourcePort)),
  DESTINATION_PORT(
      "destination port", Kind.PORT, 3, of(Transport.class, Transport::destinationPort)),
  TUNNEL_ID("id", Kind.NUMBER, 3, Field::tunnelId),
  FLAGS("tcp", Kind.WORD, 3, level -> level.find(Tcp.class).map(ProtocolNames::flags)),
  ETHER_SOURCE("ether source", Kind.MAC, 2, of(Ethernet.class, Ethernet::source)),
  ETHER_DESTINATION("ether destination", Kind.MAC, 2, of(Ethernet.class, Ethernet::destination)),
  ARP_MAC("is-at", Kind.MAC, 2, of(Arp.class, Arp::senderMac)),
  VLAN("vlan", Kind.NUMBER, 2, of(Vlan.class, Vlan::id)),
  CODE("code", Kind.WORD, 2, Field::code),
  ID("id", Kind.NUMBER, 1, Field::icmpId),
  SEQUENCE("seq", Kind.NUMBER, 1, Field::sequence),
  ACKNOWLEDGMENT("ack", Kind.NUMBER, 1, of(Tcp.class, Tcp::acknowledgment)),
  WINDOW("win", Kind.NUMBER, 1, of(Tcp.class, Tcp::window)),
  MTU("mtu", Kind.NUMBER, 1, Field::mtu),
  TTL("ttl", Kind.NUMBER, 1, of(Ip.class, Ip::ttl)),
  TOS("tos", Kind.NUMBER, 1, of(Ip.class, Ip::tos)),
  IP_ID("ip-id", Kind.NUMBER, 1, of(Ip.class, Ip::id)),
  IP_LENGTH("ip-length", Kind.NUMBER, 1, of(Ip.class, Ip::length)),
  DF("df", Kind.WORD, 1, of(Ipv4.class, ip -> ip.dontFragment() ? "set" : "clear")),
  FRAGMENT("fragment", Kind.NUMBER, 4, Field::fragment),
  LENGTH("length", Kind.NUMBER, 1, Field::length),
  CHECKSUM("checksum", Kind.NUMBER, 1, Field::checksum),
  COUNTER("counter", Kind.NUMBER, 1, Field::counter),
  RECEIVER("receiver", Kind.NUMBER, 1, Field::receiver);

  private final String label;
  private final Kind kind;
  private final int weight;
  private final Function<EncapLevel, Optional<String>> reader;

  Field(String label, Kind kind, int weight, Function<EncapLevel, Optional<String>> reader) {
    this.label = label;
    this.kind = kind;
    this.weight = weight;
    this.reader = reader;
  }

  String label() {
    return label;
  }

  Kind kind() {
    return kind;
  }

  int weight() {
    return weight;
  }

  /** The value in canonical text; empty if the level does not have the field. */
  Optional<String> read(EncapLevel level) {
    return reader.apply(level);
  }

  private static <T extends Layer> Function<EncapLevel, Optional<String>> of(
      Class<T> layer, Function<T, Object> value) {
    return level -> level.find(layer).map(value).map(Object::toString);
  }

  private static String tunnel(TunnelHeader tunnel) {
    return switch (tunnel) {
      case Geneve g -> "geneve";
      case Vxlan v -> "vxlan";
      case WireGuardMessage w -> "wireguard";
    };
  }

  private static Optional<String> protocol(EncapLevel level) {
    return level.find(Ip.class).map(ip -> ProtocolNames.protocol(ip.protocol()));
  }

  private static String operation(Arp arp) {
    return switch (arp.operation()) {
      case Arp.REQUEST -> "who-has";
      case Arp.REPLY -> "is-at";
      default -> "operation-" + arp.operation();
    };
  }

  private static Optional<String> icmpType(EncapLevel level) {
    return level
        .find(Icmp.class)
        .map(icmp -> ProtocolNames.icmpType(icmp.type()))
        .or(() -> level.find(Icmpv6.class).map(icmp -> ProtocolNames.icmpv6Type(icmp.type())));
  }

  private static Optional<String> discoveryTarget(EncapLevel level) {
    return level.find(Icmpv6.class).flatMap(Icmpv6::target).map(Object::toString);
  }

  private static Optional<String> tunnelId(EncapLevel level) {
    return of(Geneve.class, Geneve::id)
        .apply(level)
        .or(() -> of(Vxlan.class, Vxlan::id).apply(level));
  }

  private static Optional<String> code(EncapLevel level) {
    return level
        .find(Icmp.class)
        .map(icmp -> ProtocolNames.code(icmp).orElse(String.valueOf(icmp.code())))
        .or(
            () ->
                level
                    .find(Icmpv6.class)
                    .map(icmp -> ProtocolNames.code(icmp).orElse(String.valueOf(icmp.code()))));
  }

  private static Optional<String> icmpId(EncapLevel level) {
    return of(Icmp.class, Icmp::id)
        .apply(level)
        .or(() -> of(Icmpv6.class, Icmpv6::id).apply(level));
  }

  private static Optional<String> sequence(EncapLevel level) {
    return of(Icmp.class, Icmp::sequence)
        .apply(level)
        .or(() -> of(Icmpv6.class, Icmpv6::sequence).apply(level))
        .or(() -> of(Tcp.class, Tcp::sequence).apply(level));
  }

  private static Optional<String> mtu(EncapLevel level) {
    return of(Icmp.class, Icmp::mtu)
        .apply(level)
        .or(() -> of(Icmpv6.class, Icmpv6::mtu).apply(level));
  }

  private static Optional<String> fragment(EncapLevel level) {
    return level.find(Ip.class).filter(Ip::isFragment).map(ip -> "" + ip.fragmentOffset());
  }

  /**
   * The length as tcpdump prints it: of the ICMP message, of the UDP or TCP data, or of a tunnel's
   * message.
   */
  private static Optional<String> length(EncapLevel level) {
    return of(Icmp.class, Icmp::length)
        .apply(level)
        .or(() -> of(Icmpv6.class, Icmpv6::length).apply(level))
        .or(() -> of(Transport.class, Transport::payloadLength).apply(level))
        .or(() -> of(WireGuardMessage.class, WireGuardMessage::length).apply(level));
  }

  private static Optional<String> checksum(EncapLevel level) {
    return of(Transport.class, Transport::checksum)
        .apply(level)
        .or(() -> of(Icmp.class, Icmp::checksum).apply(level))
        .or(() -> of(Icmpv6.class, Icmpv6::checksum).apply(level));
  }

  private static Optional<String> counter(EncapLevel level) {
    return level
        .find(WireGuardMessage.Data.class)
        .map(data -> Long.toUnsignedString(data.counter()));
  }

  private static Optional<String> receiver(EncapLevel level) {
    return level
        .find(WireGuardMessage.class)
        .flatMap(
            message ->
                switch (message) {
                  case WireGuardMessage.Initiation m -> Optional.<Long>empty();
                  case WireGuardMessage.Response m -> Optional.of(m.receiver());
                  case WireGuardMessage.Cookie m -> Optional.of(m.receiver());
                  case WireGuardMessage.Data m -> Optional.of(m.receiver());
                })
        .map(String::valueOf);
  }
}
