package dev.netlab.packet;

import dev.netlab.ip.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Formats a packet as one line, outermost level first, with {@code " / "} between levels. The line
 * is a packet expression ({@code dev.netlab.packet.filter}) that matches the packet, unless the
 * packet contains something malformed or unknown.
 */
public final class PacketText {
  private PacketText() {}

  /** Leaves out Ethernet addresses, unless a level consists of nothing else. */
  public static String line(Packet packet) {
    return line(packet.levels());
  }

  static String line(List<EncapLevel> levels) {
    return levels.stream()
        .map(PacketText::level)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" / "));
  }

  /** Formats one level: {@code 10.200.1.2 > 10.201.1.4 icmp echo-request id 7 seq 1}. */
  public static String level(EncapLevel level) {
    StringJoiner text = new StringJoiner(" ");
    Optional<Ip> ip = level.find(Ip.class);
    if (ip.isEmpty() && level.find(Arp.class).isEmpty()) {
      level
          .find(Ethernet.class)
          .ifPresent(e -> text.add("ether " + e.source()).add("> " + e.destination()));
    }
    for (Layer layer : level.layers()) {
      switch (layer) {
        case Ethernet e -> {}
        case Vlan vlan -> {}
        case Arp arp -> text.add(arp(arp));
        case Ip i -> text.add(addresses(i, level));
        case Icmp icmp -> text.add(icmp(icmp));
        case Icmpv6 icmp -> text.add(icmpv6(icmp));
        case Udp udp -> text.add("udp");
        case Tcp tcp ->
            text.add("tcp " + ProtocolNames.flags(tcp)).add("length " + tcp.payloadLength());
        case Geneve geneve -> text.add("geneve id " + geneve.id());
        case Vxlan vxlan -> text.add("vxlan id " + vxlan.id());
        case WireGuardMessage message -> text.add(wireGuard(message));
        case Payload payload -> {}
        case Malformed malformed -> text.add("[" + malformed.reason() + "]");
      }
    }
    return text.toString();
  }

  private static String arp(Arp arp) {
    return switch (arp.operation()) {
      case Arp.REQUEST -> "arp who-has " + arp.targetAddress() + " tell " + arp.senderAddress();
      case Arp.REPLY -> "arp " + arp.senderAddress() + " is-at " + arp.senderMac();
      default -> "arp [operation " + arp.operation() + "]";
    };
  }

  private static String addresses(Ip ip, EncapLevel level) {
    Optional<Transport> ports = level.find(Transport.class);
    String text =
        endpoint(ip.source(), ports.map(Transport::sourcePort))
            + " > "
            + endpoint(ip.destination(), ports.map(Transport::destinationPort));
    boolean named =
        ports.isPresent()
            || level.find(Icmp.class).isPresent()
            || level.find(Icmpv6.class).isPresent();
    return text
        + (named ? "" : " " + protocol(ip.protocol()))
        + (ip.fragmentOffset() > 0 ? " fragment " + ip.fragmentOffset() : "");
  }

  private static String protocol(int number) {
    String name = ProtocolNames.protocol(number);
    return Character.isDigit(name.charAt(0)) ? "protocol " + name : name;
  }

  private static String endpoint(IpAddress address, Optional<Integer> port) {
    return port.map(address::withPort).orElseGet(address::toString);
  }

  private static String icmp(Icmp icmp) {
    String text = "icmp " + ProtocolNames.icmpType(icmp.type());
    if (icmp.isEcho()) {
      return text + " id " + icmp.id() + " seq " + icmp.sequence();
    }
    return text
        + ProtocolNames.code(icmp).map(code -> " code " + code).orElse("")
        + quote(icmp.quoted());
  }

  private static String icmpv6(Icmpv6 icmp) {
    String text = "icmp6 " + ProtocolNames.icmpv6Type(icmp.type());
    if (icmp.isEcho()) {
      return text + " id " + icmp.id() + " seq " + icmp.sequence();
    }
    return text
        + ProtocolNames.code(icmp).map(code -> " code " + code).orElse("")
        + icmp.target().map(target -> " target " + target).orElse("")
        + quote(icmp.quoted());
  }

  private static String quote(List<Layer> quoted) {
    return quoted.isEmpty() ? "" : " for (" + line(EncapLevel.of(quoted)) + ")";
  }

  private static String wireGuard(WireGuardMessage message) {
    String text = "wireguard " + ProtocolNames.message(message);
    return message instanceof WireGuardMessage.Data data
        ? text + " counter " + Long.toUnsignedString(data.counter())
        : text;
  }
}
