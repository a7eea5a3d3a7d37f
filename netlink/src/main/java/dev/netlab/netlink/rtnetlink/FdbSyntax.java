package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.rtnetlink.FdbEntry.Holder;
import dev.netlab.netlink.rtnetlink.FdbEntry.Lasting;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** The arguments of {@code bridge fdb add} (bridge(8)). */
final class FdbSyntax {
  private static final List<String> WORDS =
      List.of(
          "dev",
          "dst",
          "vni",
          "port",
          "vlan",
          "self",
          "master",
          "permanent",
          "local",
          "static",
          "temp",
          "dynamic");

  private static final Set<String> NOT_READ =
      Set.of("via", "src_vni", "nhid", "router", "use", "extern_learn", "sticky");

  private FdbSyntax() {}

  static FdbEntry parse(String text) {
    Tokens words = new Tokens(text);
    if (!words.more()) {
      throw words.missing("a MAC address");
    }
    MacAddress station = words.value(MacAddress::parse);
    String dev = "";
    Holder holder = Holder.SELF;
    Lasting lasting = Lasting.PERMANENT;
    InetAddress destination = null;
    int vni = 0;
    int port = 0;
    int vlan = 0;
    while (words.more()) {
      switch (words.take()) {
        case "dev" -> dev = words.device();
        case "dst" -> destination = words.address();
        case "vni" -> vni = below(words, 1 << 24);
        case "port" -> port = below(words, 1 << 16);
        case "vlan" -> vlan = below(words, 4095);
        case "self" -> holder = Holder.SELF;
        case "master" -> holder = Holder.MASTER;
        case "permanent", "local" -> lasting = Lasting.PERMANENT;
        case "static", "temp" -> lasting = Lasting.STATIC;
        case "dynamic" -> lasting = Lasting.DYNAMIC;
        default -> throw words.unknown("word of an fdb entry", WORDS, NOT_READ);
      }
    }
    return new FdbEntry(station, dev, holder, lasting, destination, vni, port, vlan);
  }

  private static int below(Tokens words, int limit) {
    int number = words.number();
    if (number < 0 || number >= limit) {
      throw words.wrong(Integer.toUnsignedString(number) + " is not below " + limit);
    }
    return number;
  }
}
