package dev.netlab.insight.trace.render;

import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ethernet;
import dev.netlab.packet.Geneve;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.Layer;
import dev.netlab.packet.Malformed;
import dev.netlab.packet.PacketText;
import dev.netlab.packet.Payload;
import dev.netlab.packet.ProtocolNames;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Udp;
import dev.netlab.packet.Vlan;
import dev.netlab.packet.Vxlan;
import dev.netlab.packet.WireGuardMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A packet, or a tunnel's header, as an object of JSON. */
final class LevelJson {
  private LevelJson() {}

  static Map<String, Object> of(EncapLevel level) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("text", PacketText.level(level));
    for (Layer layer : level.layers()) {
      switch (layer) {
        case Ethernet e -> ethernet(data, e);
        case Vlan vlan -> data.put("vlan", vlan.id());
        case Arp arp -> arp(data, arp);
        case Ip ip -> ip(data, ip);
        case Icmp i -> icmp(data, ProtocolNames.icmpType(i.type()), i.code(), i.isEcho(), i.rest());
        case Icmpv6 i ->
            icmp(data, ProtocolNames.icmpv6Type(i.type()), i.code(), i.isEcho(), i.rest());
        case Udp udp -> {
          data.put("sport", udp.sourcePort());
          data.put("dport", udp.destinationPort());
        }
        case Tcp tcp -> tcp(data, tcp);
        case Geneve geneve -> {
          data.put("tunnel", "geneve");
          data.put("id", geneve.id());
        }
        case Vxlan vxlan -> {
          data.put("tunnel", "vxlan");
          data.put("id", vxlan.id());
        }
        case WireGuardMessage message -> wireGuard(data, message);
        case Payload _ -> {}
        case Malformed malformed -> data.put("malformed", malformed.reason());
      }
    }
    return data;
  }

  private static void ethernet(Map<String, Object> data, Ethernet ethernet) {
    Map<String, Object> ether = new LinkedHashMap<>();
    ether.put("source", ethernet.source().toString());
    ether.put("destination", ethernet.destination().toString());
    ether.put("type", "0x%04x".formatted(ethernet.etherType()));
    data.put("ether", ether);
  }

  private static void arp(Map<String, Object> data, Arp arp) {
    data.put("protocol", "arp");
    data.put("operation", arp.operation());
    data.put("source", arp.senderAddress().toString());
    data.put("destination", arp.targetAddress().toString());
    data.put("lladdr", arp.senderMac().toString());
  }

  private static void ip(Map<String, Object> data, Ip ip) {
    data.put("source", ip.source().toString());
    data.put("destination", ip.destination().toString());
    data.put("protocol", ProtocolNames.protocol(ip.protocol()));
    data.put("ttl", ip.ttl());
    data.put("tos", ip.tos());
    data.put("length", ip.length());
    if (ip instanceof Ipv4 v4) {
      data.put("ip-id", v4.id());
      data.put("df", v4.dontFragment());
    }
    if (ip.isFragment()) {
      data.put("fragment", ip.fragmentOffset());
      data.put("more-fragments", ip.moreFragments());
    }
  }

  private static void icmp(
      Map<String, Object> data, String type, int code, boolean echo, int rest) {
    data.put("type", type);
    data.put("code", code);
    if (echo) {
      data.put("id", rest >>> 16);
      data.put("seq", rest & 0xffff);
    }
  }

  private static void tcp(Map<String, Object> data, Tcp tcp) {
    data.put("sport", tcp.sourcePort());
    data.put("dport", tcp.destinationPort());
    data.put("flags", flags(tcp));
    data.put("seq", tcp.sequence());
    data.put("ack", tcp.acknowledgment());
    data.put("win", tcp.window());
    data.put("payload", tcp.payloadLength());
  }

  private static List<String> flags(Tcp tcp) {
    List<String> flags = new ArrayList<>();
    String[] names = {"fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr"};
    for (int i = 0; i < names.length; i++) {
      if (tcp.has(1 << i)) {
        flags.add(names[i]);
      }
    }
    return flags;
  }

  private static void wireGuard(Map<String, Object> data, WireGuardMessage message) {
    data.put("tunnel", "wireguard");
    data.put("message", ProtocolNames.message(message));
    switch (message) {
      case WireGuardMessage.Initiation m -> data.put("sender", index(m.sender()));
      case WireGuardMessage.Response m -> {
        data.put("sender", index(m.sender()));
        data.put("receiver", index(m.receiver()));
      }
      case WireGuardMessage.Cookie m -> data.put("receiver", index(m.receiver()));
      case WireGuardMessage.Data m -> {
        data.put("receiver", index(m.receiver()));
        data.put("counter", m.counter());
      }
    }
  }

  private static String index(long index) {
    return "0x%08x".formatted(index);
  }
}
