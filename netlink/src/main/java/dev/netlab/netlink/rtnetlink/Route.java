package dev.netlab.netlink.rtnetlink;

import dev.netlab.ip.IpAddress;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.socket.Request;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.MessageWriter;
import dev.netlab.netlink.wire.Netlink;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route ({@code struct rtmsg} and RTA_* of linux/rtnetlink.h).
 *
 * @param type RTN_*: 1 unicast, 2 local, 6 blackhole, 7 unreachable, 8 prohibit, 9 throw
 * @param destination the block it leads to
 * @param hops empty for a type without next hops, several for multipath
 * @param table the table's number; 254 is main
 * @param source the preferred source address, null for the kernel's choice
 * @param scope rt_scope_t: 0 global, 253 link, 254 host; always 0 in IPv6
 * @param protocol RTPROT_*: the route's origin; {@code ip route add} uses 3 (boot)
 * @param metric lower values are preferred; 0 is unspecified, which IPv6 replaces with 1024
 * @param mtu bytes, 0 if not specified
 */
public record Route(
    int type,
    Prefix destination,
    List<NextHop> hops,
    int table,
    @Nullable InetAddress source,
    int scope,
    int protocol,
    int metric,
    int mtu) {
  public static final int UNICAST = 1;
  public static final int LOCAL = 2;
  public static final int BROADCAST = 3;
  public static final int BLACKHOLE = 6;
  public static final int UNREACHABLE = 7;
  public static final int PROHIBIT = 8;
  public static final int THROW = 9;
  public static final int MAIN = 254;
  public static final int LOCAL_TABLE = 255;
  public static final int BOOT = 3;

  /** The metric that IPv6 uses if none is specified ({@code IP6_RT_PRIO_USER} of ipv6_route.h). */
  static final int METRIC_IPV6 = 1024;

  private static final int RTM_F_CLONED = 0x200;

  /** The table in which iproute2 puts a route if none is specified. */
  static int defaultTable(int type) {
    return type == LOCAL || type == BROADCAST ? LOCAL_TABLE : MAIN;
  }

  public Route {
    hops = List.copyOf(hops);
  }

  /**
   * Parses the arguments of {@code ip route add}: {@code 10.201.0.0/16 via 10.71.0.3 dev liqo.00000
   * table 1001}. A default route is IPv4 unless its gateway or source is an IPv6 address.
   *
   * @throws SyntaxException naming the word that is not understood
   */
  public static Route parse(String text) {
    return RouteSyntax.parse(text);
  }

  /** AF_INET or AF_INET6. */
  public int family() {
    return Ip.family(destination.address());
  }

  /** The scope that {@code ip route add} gives a route if none is specified. */
  static int defaultScope(int family, int type, List<NextHop> hops) {
    if (family == Const.AF_INET6) {
      return 0;
    }
    return switch (type) {
      case LOCAL -> 254;
      case BROADCAST, 4, 5 -> 253;
      case UNICAST -> hops.size() == 1 && hops.getFirst().gateway() == null ? 253 : 0;
      default -> 0;
    };
  }

  /** Adds the route; fails with EEXIST if there is one to the same block with the same metric. */
  public Request add(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_EXCL;
    return new Request(
        "add route " + this, RouteMessage.write(Rtnetlink.RTM_NEWROUTE, flags, this, interfaces));
  }

  /** Adds the route or replaces the one to the same block with the same metric. */
  public Request replace(Interfaces interfaces) {
    int flags = Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE;
    return new Request(
        "replace route " + this,
        RouteMessage.write(Rtnetlink.RTM_NEWROUTE, flags, this, interfaces));
  }

  public Request delete(Interfaces interfaces) {
    return new Request(
        "delete route " + this, RouteMessage.write(Rtnetlink.RTM_DELROUTE, 0, this, interfaces));
  }

  /** All routes of the socket's namespace, from all tables, IPv4 first. */
  public static List<Route> dump(NetlinkSocket socket, Interfaces interfaces) {
    List<Route> routes = new ArrayList<>();
    for (int family : List.of(Const.AF_INET, Const.AF_INET6)) {
      MessageWriter writer = new MessageWriter(Rtnetlink.RTM_GETROUTE, 0).header8(family);
      writer.header8(0).header16(0).header32(0).header32(0);
      for (Message message : socket.dump(new Request("list routes", writer.message()))) {
        if ((message.body().getInt(8) & RTM_F_CLONED) == 0) {
          routes.add(RouteMessage.read(message, interfaces));
        }
      }
    }
    return routes;
  }

  /** The arguments of {@code ip route add}. */
  @Override
  public String toString() {
    int family = family();
    boolean single = hops.size() == 1;
    String multipath = "";
    if (hops.size() > 1) {
      List<String> each = new ArrayList<>();
      hops.forEach(hop -> each.add("nexthop " + hop.text(family) + " weight " + hop.weight()));
      multipath = String.join(" ", each);
    }
    return Tokens.join(
        type == UNICAST ? "" : Names.ROUTE_TYPE.word(type),
        destinationText(),
        single ? hops.getFirst().text(family) : "",
        table == MAIN && defaultTable(type) == MAIN ? "" : "table " + Names.TABLE.word(table),
        protocol == BOOT ? "" : "proto " + Names.PROTOCOL.word(protocol),
        scope == defaultScope(family, type, hops) ? "" : "scope " + Names.SCOPE.word(scope),
        source == null ? "" : "src " + IpAddress.of(source),
        metric == 0 ? "" : "metric " + Integer.toUnsignedString(metric),
        mtu == 0 ? "" : "mtu " + mtu,
        multipath);
  }

  /** {@code default} if the rest of the route shows the family of a default route. */
  private String destinationText() {
    if (!destination.isAll()) {
      return destination.toString();
    }
    boolean six = family() == Const.AF_INET6;
    boolean told = hops.stream().anyMatch(hop -> hop.gateway() != null) || source != null;
    return six && !told ? "::/0" : "default";
  }
}
