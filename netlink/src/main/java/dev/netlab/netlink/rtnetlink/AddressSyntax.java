package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** The arguments of {@code ip address add} (ip-address(8)). */
final class AddressSyntax {
  private static final List<String> WORDS =
      List.of(
          "peer", "broadcast", "brd", "dev", "scope", "nodad", "noprefixroute", "local", "metric");

  private static final Set<String> NOT_READ =
      Set.of(
          "label",
          "anycast",
          "valid_lft",
          "preferred_lft",
          "home",
          "mngtmpaddr",
          "autojoin",
          "optimistic",
          "proto");

  private AddressSyntax() {}

  static Address parse(String text) {
    Tokens words = new Tokens(text);
    if (!words.more()) {
      throw words.missing("an address");
    }
    words.takeIf("local");
    Prefix local = words.prefix();
    InetAddress peer = null;
    int length = local.length();
    InetAddress broadcast = null;
    String dev = "";
    int scope = Address.defaultScope(local.address());
    boolean nodad = false;
    boolean noprefixroute = false;
    int metric = 0;
    while (words.more()) {
      switch (words.take()) {
        case "peer" -> {
          Prefix far = words.prefix();
          if (Ip.family(far.address()) != Ip.family(local.address())) {
            throw words.wrong("peer '" + far + "' is not of the address's family");
          }
          peer = far.address();
          length = far.length();
        }
        case "broadcast", "brd" -> broadcast = broadcast(words, local);
        case "dev" -> dev = words.device();
        case "scope" -> scope = words.named(Names.SCOPE);
        case "nodad" -> nodad = true;
        case "noprefixroute" -> noprefixroute = true;
        case "metric" -> metric = words.number();
        default -> throw words.unknown("word of an address", WORDS, NOT_READ);
      }
    }
    return new Address(
        local.address(), length, peer, broadcast, dev, scope, nodad, noprefixroute, metric);
  }

  private static InetAddress broadcast(Tokens words, Prefix local) {
    boolean last = words.takeIf("+");
    InetAddress written =
        last ? IpAddress.of(local.address()).last(local.length()).toInetAddress() : words.address();
    if (!(local.address() instanceof Inet4Address) || !(written instanceof Inet4Address)) {
      throw words.wrong("IPv6 has no broadcast");
    }
    return written;
  }
}
