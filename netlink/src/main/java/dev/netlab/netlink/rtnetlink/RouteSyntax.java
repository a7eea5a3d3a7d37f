package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.syscall.Const;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of {@code ip route add} (ip-route(8)). */
final class RouteSyntax {
  private static final List<String> WORDS =
      List.of(
          "via",
          "dev",
          "onlink",
          "table",
          "proto",
          "scope",
          "src",
          "metric",
          "preference",
          "priority",
          "mtu",
          "nexthop",
          "weight",
          "to");

  private static final Set<String> NOT_READ =
      Set.of(
          "advmss",
          "hoplimit",
          "initcwnd",
          "initrwnd",
          "rtt",
          "rttvar",
          "rto_min",
          "cwnd",
          "ssthresh",
          "reordering",
          "window",
          "features",
          "quickack",
          "congctl",
          "fastopen_no_cookie",
          "realms",
          "pref",
          "expires",
          "encap",
          "nhid",
          "tos",
          "dsfield",
          "lock",
          "pervasive");

  private final Tokens words;
  private int type = Route.UNICAST;
  private @Nullable Prefix destination;
  private @Nullable InetAddress gateway;
  private boolean inet6;
  private String dev = "";
  private boolean onlink;
  private final List<NextHop> multipath = new ArrayList<>();
  private @Nullable Integer table;
  private int protocol = Route.BOOT;
  private @Nullable Integer scope;
  private @Nullable InetAddress source;
  private int metric;
  private int mtu;

  private RouteSyntax(Tokens words) {
    this.words = words;
  }

  static Route parse(String text) {
    return new RouteSyntax(new Tokens(text)).parse();
  }

  private Route parse() {
    Integer named = Names.ROUTE_TYPE.number(words.peek());
    if (named != null) {
      type = named;
      words.take();
    }
    words.takeIf("to");
    if (!words.more()) {
      throw words.missing("a destination");
    }
    if (!words.takeIf("default")) {
      Prefix block = words.prefix();
      if (!block.isNetwork()) {
        throw words.wrong("'" + block + "' has bits set after its prefix length");
      }
      destination = block;
    }
    while (words.more()) {
      option(words.take());
    }
    return route();
  }

  private void option(String word) {
    switch (word) {
      case "via" -> {
        inet6 = words.takeIf("inet6");
        gateway = words.address();
      }
      case "dev" -> dev = words.device();
      case "onlink" -> onlink = true;
      case "table" -> table = words.named(Names.TABLE);
      case "proto" -> protocol = words.named(Names.PROTOCOL);
      case "scope" -> scope = words.named(Names.SCOPE);
      case "src" -> source = words.address();
      case "metric", "preference", "priority" -> metric = words.number();
      case "mtu" -> mtu = words.number();
      case "nexthop" -> nexthop();
      default -> throw words.unknown("word of a route", WORDS, NOT_READ);
    }
  }

  private void nexthop() {
    InetAddress via = null;
    String device = "";
    boolean forced = false;
    int weight = 1;
    while (words.more() && !words.peek().equals("nexthop")) {
      switch (words.take()) {
        case "via" -> {
          inet6 |= words.takeIf("inet6");
          via = words.address();
        }
        case "dev" -> device = words.device();
        case "onlink" -> forced = true;
        case "weight" -> {
          weight = words.number();
          if (weight < 1 || weight > 256) {
            throw words.wrong("weight " + weight + " is not between 1 and 256");
          }
        }
        default ->
            throw words.unknown("word of a next hop", List.of("via", "dev", "onlink", "weight"));
      }
    }
    if (via == null && device.isEmpty()) {
      throw words.wrong("a next hop wants via or dev");
    }
    multipath.add(new NextHop(via, device, forced, weight));
  }

  private Route route() {
    List<NextHop> hops = multipath;
    if (gateway != null || !dev.isEmpty()) {
      if (!multipath.isEmpty()) {
        throw words.wrong("a route has either via and dev or next hops, not both");
      }
      hops = List.of(new NextHop(gateway, dev, onlink, 1));
    }
    Prefix to = destination == null ? Prefix.all(family(hops)) : destination;
    int family = Ip.family(to.address());
    for (NextHop hop : hops) {
      InetAddress via = hop.gateway();
      if (via != null && Ip.family(via) != family && !(inet6 && family == Const.AF_INET)) {
        throw words.wrong("gateway " + IpAddress.of(via) + " is not of the family of " + to);
      }
    }
    if (source != null && Ip.family(source) != family) {
      throw words.wrong("source " + IpAddress.of(source) + " is not of the family of " + to);
    }
    if (type == Route.UNICAST && hops.isEmpty()) {
      throw words.missing("via or dev");
    }
    int reach = scope == null ? Route.defaultScope(family, type, hops) : scope;
    return new Route(type, to, hops, table(), source, reach, protocol, metric, mtu);
  }

  /**
   * As in iproute2's iproute_modify: local routes go to the table in which the kernel keeps them.
   */
  private int table() {
    return table == null ? Route.defaultTable(type) : table;
  }

  /** The family of a default route. */
  private int family(List<NextHop> hops) {
    if (source != null) {
      return Ip.family(source);
    }
    for (NextHop hop : hops) {
      if (hop.gateway() != null && !inet6) {
        return Ip.family(hop.gateway());
      }
    }
    return Const.AF_INET;
  }
}
