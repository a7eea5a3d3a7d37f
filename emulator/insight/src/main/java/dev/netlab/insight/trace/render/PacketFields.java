package dev.netlab.insight.trace.render;

import dev.netlab.ip.IpAddress;
import dev.netlab.packet.Arp;
import dev.netlab.packet.EncapLevel;
import dev.netlab.packet.Ethernet;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.Icmpv6;
import dev.netlab.packet.Ip;
import dev.netlab.packet.Ipv4;
import dev.netlab.packet.ProtocolNames;
import dev.netlab.packet.Tcp;
import dev.netlab.packet.Transport;
import dev.netlab.packet.Vlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a packet a reader compares from hop to hop.
 *
 * @param source address, with its port if it has one
 * @param destination address, with its port if it has one
 * @param kind {@code icmp echo-request}, {@code tcp syn}
 * @param values by name, in the order in which they are shown
 */
record PacketFields(String source, String destination, String kind, Map<String, String> values) {
  private static final String FLAGS = "flags";

  static PacketFields of(EncapLevel level) {
    Optional<Ip> ip = level.find(Ip.class);
    Optional<Arp> arp = level.find(Arp.class);
    if (ip.isPresent()) {
      return ofIp(level, ip.get());
    }
    if (arp.isPresent()) {
      return ofArp(arp.get());
    }
    return level
        .find(Ethernet.class)
        .map(
            e ->
                new PacketFields(
                    e.source().toString(),
                    e.destination().toString(),
                    "ether type 0x%04x".formatted(e.etherType()),
                    Map.of()))
        .orElseGet(() -> new PacketFields("", "", "not understood", Map.of()));
  }

  private static PacketFields ofIp(EncapLevel level, Ip ip) {
    Optional<Transport> ports = level.find(Transport.class);
    Map<String, String> values = new LinkedHashMap<>();
    level.find(Vlan.class).ifPresent(vlan -> values.put("vlan", "" + vlan.id()));
    values.put("ttl", "" + ip.ttl());
    values.put("length", "" + ip.length());
    if (ip.tos() != 0) {
      values.put("tos", "0x%02x".formatted(ip.tos()));
    }
    if (ip instanceof Ipv4 v4 && v4.dontFragment()) {
      values.put(FLAGS, "DF");
    }
    if (ip.isFragment()) {
      values.put("fragment", ip.fragmentOffset() + (ip.moreFragments() ? "+" : ""));
    }
    level.find(Icmp.class).filter(Icmp::isEcho).ifPresent(i -> values.put("id", "" + i.id()));
    level.find(Icmpv6.class).filter(Icmpv6::isEcho).ifPresent(i -> values.put("id", "" + i.id()));
    return new PacketFields(
        endpoint(ip.source(), ports.map(Transport::sourcePort)),
        endpoint(ip.destination(), ports.map(Transport::destinationPort)),
        kind(level, ip),
        values);
  }

  private static PacketFields ofArp(Arp arp) {
    return new PacketFields(
        arp.senderAddress().toString(),
        arp.targetAddress().toString(),
        switch (arp.operation()) {
          case Arp.REQUEST -> "arp who-has " + arp.targetAddress();
          case Arp.REPLY -> "arp is-at " + arp.senderMac();
          default -> "arp operation " + arp.operation();
        },
        Map.of());
  }

  private static String kind(EncapLevel level, Ip ip) {
    List<String> words = new ArrayList<>();
    words.add(ProtocolNames.protocol(ip.protocol()));
    level.find(Icmp.class).ifPresent(icmp -> words.add(ProtocolNames.icmpType(icmp.type())));
    level.find(Icmpv6.class).ifPresent(icmp -> words.add(ProtocolNames.icmpv6Type(icmp.type())));
    level.find(Tcp.class).ifPresent(tcp -> words.add(ProtocolNames.flags(tcp)));
    return String.join(" ", words);
  }

  private static String endpoint(IpAddress address, Optional<Integer> port) {
    return port.map(address::withPort).orElseGet(address::toString);
  }

  /** All values but the identifier, which the journey's title has: {@code ttl 64, length 84}. */
  List<String> describe() {
    return values.entrySet().stream()
        .filter(e -> !e.getKey().equals("id"))
        .map(e -> e.getKey().equals(FLAGS) ? e.getValue() : e.getKey() + " " + e.getValue())
        .map(LineWrap::bound)
        .toList();
  }

  /** What is different from the same packet at the hop before; empty if nothing is. */
  List<String> changes(PacketFields before) {
    List<String> changes = new ArrayList<>();
    boolean from = !source.equals(before.source);
    boolean to = !destination.equals(before.destination);
    if (from || to) {
      changes.add(
          from && to ? "new source and destination" : from ? "new source" : "new destination");
    }
    if (!kind.equals(before.kind)) {
      changes.add("now " + kind);
    }
    Map<String, String> all = new LinkedHashMap<>(before.values);
    all.putAll(values);
    for (String name : all.keySet()) {
      String was = before.values.getOrDefault(name, "none");
      String is = values.getOrDefault(name, "none");
      if (!was.equals(is)) {
        changes.add(LineWrap.bound(name + " " + was + " -> " + is));
      }
    }
    return changes;
  }
}
