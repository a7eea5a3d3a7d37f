package dev.netlab.netlink.tracefs;

import static dev.netlab.netlink.tracefs.DropCause.BRIDGE_PORT_BLOCKED;
import static dev.netlab.netlink.tracefs.DropCause.DEVICE_DOWN;
import static dev.netlab.netlink.tracefs.DropCause.MARTIAN_SOURCE;
import static dev.netlab.netlink.tracefs.DropCause.MTU_EXCEEDED;
import static dev.netlab.netlink.tracefs.DropCause.NEIGHBOUR_UNRESOLVED;
import static dev.netlab.netlink.tracefs.DropCause.NETFILTER;
import static dev.netlab.netlink.tracefs.DropCause.NOT_FORWARDING;
import static dev.netlab.netlink.tracefs.DropCause.NOT_TAKEN;
import static dev.netlab.netlink.tracefs.DropCause.NO_BRIDGE_PORT;
import static dev.netlab.netlink.tracefs.DropCause.NO_ROUTE;
import static dev.netlab.netlink.tracefs.DropCause.NO_SOCKET;
import static dev.netlab.netlink.tracefs.DropCause.NO_TUNNEL_REMOTE;
import static dev.netlab.netlink.tracefs.DropCause.OTHER_HOST;
import static dev.netlab.netlink.tracefs.DropCause.QUEUE_FULL;
import static dev.netlab.netlink.tracefs.DropCause.REVERSE_PATH;
import static dev.netlab.netlink.tracefs.DropCause.ROUTE_REFUSES;
import static dev.netlab.netlink.tracefs.DropCause.TTL_EXCEEDED;
import static dev.netlab.netlink.tracefs.DropCause.UNKNOWN_TUNNEL_ID;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A way of losing a packet in a {@link RoutedPair}.
 *
 * @param setup what makes it be lost
 * @param trigger sends it
 * @param causes what its drop may be told as: kernels differ
 * @param host where it is lost
 * @param counter of that host, grows; empty where none does
 * @param arrives whether it came in on the router's near interface, which ties the drop to it
 */
record Loss(
    String name,
    String setup,
    String trigger,
    int protocol,
    Set<DropCause> causes,
    char host,
    String counter,
    boolean arrives) {
  private static final int IPV4 = 0x800;
  private static final int IPV6 = 0x86dd;

  private static final String B = "10.0.2.2";
  private static final String B6 = "fd02::2";

  private static final String BRIDGE =
      """
      ip -n $A neigh replace 10.0.1.9 lladdr 02:00:00:00:00:77 dev e0
      ip -n $R -batch - <<EOF
      link add name br0 type bridge
      link set $RA master br0
      link set $RB master br0
      link set br0 up
      EOF
      for try in $(seq 500); do r bridge link show dev $RA | grep -q 'state forwarding' && break; done
      """;

  private static final String VXLAN =
      """
      ip -n $A link set v0 up
      ip -n $A address add 10.5.0.1/24 dev v0
      ip -n $A neigh replace 10.5.0.2 lladdr 02:00:00:00:00:66 dev v0
      """;

  @Override
  public String toString() {
    return name;
  }

  static Stream<Loss> all() {
    return Stream.of(routing(), neighbours(), sizes(), sockets(), netfilter(), devices())
        .flatMap(each -> each);
  }

  private static Stream<Loss> routing() {
    return Stream.of(
        routed("no route", "", ping("10.9.9.9"), IPV4, NO_ROUTE, "IpExtInNoRoutes"),
        routed("no IPv6 route", "", ping("fd09::9"), IPV6, NO_ROUTE, "Ip6InNoRoutes"),
        routed(
            "unreachable route",
            "ip -n $R route add unreachable 10.9.9.0/24",
            ping("10.9.9.9"),
            IPV4,
            ROUTE_REFUSES,
            "IcmpOutDestUnreachs"),
        routed(
            "blackhole route",
            "ip -n $R route add blackhole 10.9.9.0/24",
            ping("10.9.9.9"),
            IPV4,
            ROUTE_REFUSES,
            ""),
        routed(
            "not forwarding",
            "r sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward'",
            ping(B),
            IPV4,
            NOT_FORWARDING,
            "IpInAddrErrors"),
        routed(
            "not forwarding IPv6",
            "r sh -c 'echo 0 >/proc/sys/net/ipv6/conf/all/forwarding'",
            ping(B6),
            IPV6,
            NOT_FORWARDING,
            "Ip6InAddrErrors"),
        routed(
            "rp_filter",
            """
            r sh -c 'echo 1 >/proc/sys/net/ipv4/conf/all/rp_filter'
            ip -n $A address add 10.0.77.7/32 dev lo
            a ping -c 1 10.0.1.1
            """,
            ping("-I 10.0.77.7 " + B),
            IPV4,
            REVERSE_PATH,
            "TcpExtIPReversePathFilter"),
        new Loss(
            "martian source",
            """
            ip -n $A address add 10.0.1.1/32 dev lo
            ip -n $A rule add pref 0 to 10.0.2.2 lookup 10
            mac=$(ip -n $R -brief link show $RA | awk '{print $3}')
            ip -n $A neigh replace 10.0.1.9 lladdr $mac dev e0
            ip -n $A route replace 10.0.2.2 via 10.0.1.9 dev e0 table 10
            """,
            ping("-I 10.0.1.1 " + B),
            IPV4,
            EnumSet.of(MARTIAN_SOURCE, NOT_TAKEN),
            'R',
            "",
            true));
  }

  private static Stream<Loss> neighbours() {
    return Stream.of(
        at(
            'R',
            "neighbour of the router",
            "r sh -c \"echo 50 >/proc/sys/net/ipv4/neigh/$RB/retrans_time_ms\"",
            "a ping -c 1 -W 2 10.0.2.99 || true",
            IPV4,
            NEIGHBOUR_UNRESOLVED,
            "IcmpOutDestUnreachs"),
        at(
            'R',
            "IPv6 neighbour of the router",
            "r sh -c \"echo 50 >/proc/sys/net/ipv6/neigh/$RB/retrans_time_ms\"",
            "a ping -c 1 -W 2 fd02::99 || true",
            IPV6,
            NEIGHBOUR_UNRESOLVED,
            "Icmp6OutDestUnreachs"),
        at(
            'A',
            "neighbour of the sender",
            "a sh -c 'echo 50 >/proc/sys/net/ipv4/neigh/e0/retrans_time_ms'",
            "a ping -c 1 -W 2 10.0.1.99 || true",
            IPV4,
            NEIGHBOUR_UNRESOLVED,
            "IcmpOutDestUnreachs"),
        routed(
            "wrong MAC address",
            "ip -n $A neigh replace 10.0.1.1 lladdr 02:00:00:00:00:77 dev e0",
            ping(B),
            IPV4,
            OTHER_HOST,
            ""));
  }

  private static Stream<Loss> sizes() {
    return Stream.of(
        routed("TTL", "", ping("-t 1 " + B), IPV4, TTL_EXCEEDED, "IcmpOutTimeExcds"),
        routed("hop limit", "", ping("-t 1 " + B6), IPV6, TTL_EXCEEDED, "Icmp6OutTimeExcds"),
        routed(
            "MTU",
            "ip -n $R link set $RB mtu 1300",
            ping("-M do -s 1400 " + B),
            IPV4,
            MTU_EXCEEDED,
            "IpFragFails"),
        routed(
            "IPv6 MTU",
            "ip -n $R link set $RB mtu 1300",
            ping("-M do -s 1400 " + B6),
            IPV6,
            MTU_EXCEEDED,
            "Ip6InTooBigErrors"));
  }

  private static Stream<Loss> sockets() {
    return Stream.of(
        at('B', "no UDP socket", "", send("udp", B), IPV4, NO_SOCKET, "UdpNoPorts"),
        at('B', "no IPv6 UDP socket", "", send("udp", B6), IPV6, NO_SOCKET, "Udp6NoPorts"),
        at('B', "no TCP socket", "", send("tcp", B), IPV4, NO_SOCKET, "TcpOutRsts"));
  }

  private static Stream<Loss> netfilter() {
    return Stream.of(
        routed("nft prerouting", "r " + drop("prerouting"), ping(B), IPV4, NETFILTER, ""),
        routed("nft forward", "r " + drop("forward"), ping(B6), IPV6, NETFILTER, ""),
        routed("nft postrouting", "r " + drop("postrouting"), ping(B), IPV4, NETFILTER, ""),
        at('B', "nft input", "b " + drop("input"), ping(B), IPV4, NETFILTER, ""),
        at('A', "nft output", "a " + drop("output"), ping(B), IPV4, NETFILTER, "IpOutDiscards"),
        routed(
            "nft ingress",
            """
            r nft "table netdev t { chain c { type filter hook ingress device $RA priority 0; ip ttl 64 drop; }; }"
            """,
            ping(B),
            IPV4,
            NETFILTER,
            ""),
        routed(
            "nft reject",
            "r nft 'table inet t { chain c { type filter hook forward priority 0; reject; }; }'",
            ping(B),
            IPV4,
            NETFILTER,
            "IcmpOutDestUnreachs"));
  }

  private static Stream<Loss> devices() {
    return Stream.of(
        routed("link down", "ip -n $R link set $RB down", ping(B), IPV4, NO_ROUTE, ""),
        at(
            'R',
            "peer down",
            """
            ip -n $R neigh replace 10.0.2.2 lladdr 02:00:00:00:00:77 dev $RB
            ip -n $B link set e0 down
            """,
            ping(B),
            IPV4,
            DEVICE_DOWN,
            ""),
        at(
            'A',
            "TUN without a reader",
            """
            ip -n $A tuntap add t0 mode tun
            ip -n $A link set t0 up
            ip -n $A address add 10.6.0.1/24 dev t0
            """,
            ping("10.6.0.2"),
            IPV4,
            DEVICE_DOWN,
            ""),
        at(
            'A',
            "TUN whose reader is too slow",
            "",
            """
            a python3 - <<EOF
            import fcntl, os, socket, struct, subprocess
            tun = os.open("/dev/net/tun", os.O_RDWR)
            fcntl.ioctl(tun, 0x400454ca, struct.pack("16sH", b"t0", 0x1001))
            subprocess.check_call("ip link set t0 txqueuelen 2 up".split())
            subprocess.check_call("ip address add 10.6.0.1/24 dev t0".split())
            sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for i in range(6): sender.sendto(b"x", ("10.6.0.2", 9))
            EOF
            """,
            IPV4,
            QUEUE_FULL,
            ""),
        at(
            'R',
            "unknown VNI",
            """
            ip -n $A link add v0 type vxlan id 5 remote 10.0.1.1 dstport 4789
            ip -n $R link add v0 type vxlan id 6 remote 10.0.1.2 dstport 4789
            ip -n $R link set v0 up
            """
                + VXLAN,
            ping("10.5.0.2"),
            IPV4,
            UNKNOWN_TUNNEL_ID,
            ""),
        at(
            'A',
            "VXLAN without a remote",
            "ip -n $A link add v0 type vxlan id 5 dstport 4789\n" + VXLAN,
            ping("10.5.0.2"),
            IPV4,
            NO_TUNNEL_REMOTE,
            ""),
        routed(
            "no FDB entry",
            BRIDGE + "r bridge link set dev $RB flood off\n",
            ping("10.0.1.9"),
            IPV4,
            NO_BRIDGE_PORT,
            ""),
        routed(
            "blocked port",
            BRIDGE + "r bridge link set dev $RA state 0\n",
            ping("10.0.1.9"),
            IPV4,
            BRIDGE_PORT_BLOCKED,
            ""));
  }

  private static Loss routed(
      String name, String setup, String trigger, int protocol, DropCause cause, String counter) {
    return new Loss(name, setup, trigger, protocol, EnumSet.of(cause), 'R', counter, true);
  }

  private static Loss at(
      char host,
      String name,
      String setup,
      String trigger,
      int protocol,
      DropCause cause,
      String counter) {
    return new Loss(name, setup, trigger, protocol, EnumSet.of(cause), host, counter, false);
  }

  private static String ping(String words) {
    return "a ping -c 1 -W 0.3 " + words + " || true";
  }

  private static String send(String protocol, String destination) {
    return "a bash -c 'echo x >/dev/" + protocol + "/" + destination + "/9999' || true";
  }

  private static String drop(String hook) {
    return "nft 'table inet t { chain c { type filter hook "
        + hook
        + " priority 0; meta l4proto { icmp, icmpv6 } drop; }; }'";
  }
}
