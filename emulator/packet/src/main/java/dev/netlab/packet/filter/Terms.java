package dev.netlab.packet.filter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The words that may follow the kind of a level, and the fields that they constrain. */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Map.of make the collections
enum Terms {
  LINK("Ethernet", List.of(), Map.of()),
  ARP("ARP", List.of(), Map.of()),
  IP("IP", List.of("df", "contains"), Map.of()),
  ICMP(
      "icmp",
      List.of("df", "contains"),
      Map.of(
          "id", Field.ID,
          "seq", Field.SEQUENCE,
          "code", Field.CODE,
          "mtu", Field.MTU,
          "length", Field.LENGTH,
          "checksum", Field.CHECKSUM)),
  ICMPV6(
      "icmp6",
      List.of("contains"),
      Map.of(
          "id", Field.ID,
          "seq", Field.SEQUENCE,
          "code", Field.CODE,
          "mtu", Field.MTU,
          "target", Field.TARGET,
          "length", Field.LENGTH,
          "checksum", Field.CHECKSUM)),
  UDP("udp", List.of("df", "contains"), Map.of("length", Field.LENGTH, "checksum", Field.CHECKSUM)),
  TCP(
      "tcp",
      List.of("df", "contains"),
      Map.of(
          "seq", Field.SEQUENCE,
          "ack", Field.ACKNOWLEDGMENT,
          "win", Field.WINDOW,
          "length", Field.LENGTH,
          "checksum", Field.CHECKSUM)),
  VIRTUAL_NETWORK("a virtual network's tunnel", List.of("contains"), Map.of("id", Field.TUNNEL_ID)),
  WIREGUARD(
      "wireguard",
      List.of("contains"),
      Map.of(
          "receiver", Field.RECEIVER,
          "counter", Field.COUNTER,
          "length", Field.LENGTH));

  private static final Map<String, Field> OF_IP =
      Map.of(
          "ttl", Field.TTL,
          "tos", Field.TOS,
          "ip-id", Field.IP_ID,
          "ip-length", Field.IP_LENGTH,
          "fragment", Field.FRAGMENT);

  private final String title;
  private final List<String> bare;
  private final Map<String, Field> fields;

  Terms(String title, List<String> bare, Map<String, Field> fields) {
    this.title = title;
    this.bare = bare;
    this.fields = fields;
  }

  boolean isNetwork() {
    return switch (this) {
      case ARP, IP, ICMP, ICMPV6, UDP, TCP -> true;
      case LINK, VIRTUAL_NETWORK, WIREGUARD -> false;
    };
  }

  private Map<String, Field> all() {
    Map<String, Field> all = new TreeMap<>(fields);
    if (isNetwork() && this != ARP) {
      all.putAll(OF_IP);
    }
    return all;
  }

  boolean knows(String word) {
    return bare.contains(word) || all().containsKey(word);
  }

  /** The field of a term that takes a value. */
  Field field(String word) {
    Field field = all().get(word);
    if (field == null) {
      throw new IllegalArgumentException(word + " is not a term of " + title);
    }
    return field;
  }

  List<String> words() {
    return Stream.concat(all().keySet().stream(), bare.stream()).toList();
  }

  @Override
  public String toString() {
    return title;
  }
}
