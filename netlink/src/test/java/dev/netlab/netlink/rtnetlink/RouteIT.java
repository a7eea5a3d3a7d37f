package dev.netlab.netlink.rtnetlink;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netlab.ip.MacAddress;
import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Commands;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.FdbEntry.Holder;
import dev.netlab.netlink.rtnetlink.LinkKind.Ifb;
import dev.netlab.netlink.rtnetlink.LinkKind.Unknown;
import dev.netlab.netlink.rtnetlink.LinkKind.Veth;
import dev.netlab.netlink.rtnetlink.LinkKind.Vlan;
import dev.netlab.netlink.rtnetlink.LinkSettings.AddressGeneration;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSocket;
import dev.netlab.netlink.syscall.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Written by us and read by ip and bridge, and the other way round. */
class RouteIT {
  private static final MacAddress MAC = MacAddress.parse("0a:58:0a:80:02:01");

  private final Namespace namespace = Namespace.create();
  private final Namespace far = Namespace.create();
  private final NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE, namespace);

  @AfterEach
  void close() {
    socket.close();
    far.close();
    namespace.close();
  }

  @Test
  void aVethPairIsMadeWithItsPeerInAnotherNamespace() throws IOException {
    socket.execute(
        LinkRequests.add(
            LinkSettings.of("veth0")
                .withIndex(77)
                .withMac(MAC)
                .withMtu(1400)
                .withAlias("the document's name")
                .withGroup(9)
                .withAddressGeneration(AddressGeneration.NONE)
                .up(),
            Veth.to(LinkSettings.of("eth0").withIndex(99).withMtu(1300), far),
            new Interfaces()));
    try (NetlinkSocket there = NetlinkSocket.open(NetlinkFamily.ROUTE, far)) {
      there.execute(LinkRequests.set(LinkSettings.of("eth0").up(), new Interfaces()));
    }
    Link read = Link.get(socket, "veth0");
    assertThat(read.kind()).isEqualTo(new Veth(null));
    assertThat(read.index()).isEqualTo(77);
    assertThat(read.mac()).isEqualTo(MAC);
    assertThat(read.mtu()).isEqualTo(1400);
    assertThat(read.alias()).isEqualTo("the document's name");
    assertThat(read.group()).isEqualTo(9);
    assertThat(read.addressGeneration()).isEqualTo(AddressGeneration.NONE);
    assertThat(read.isUp()).isTrue();
    assertThat(read.isRunning()).isTrue();
    assertThat(read.parent()).isEqualTo(99);
    assertThat(read.parentNamespace()).isEqualTo(NamespaceId.get(socket, far)).isNotNegative();
    assertThat(ip("-d", "-j", "link", "show", "veth0"))
        .contains(
            "\"ifindex\":77",
            "\"link_index\":99",
            "\"mtu\":1400",
            "\"ifalias\":\"the document's name\"",
            "\"address\":\"0a:58:0a:80:02:01\"",
            "\"inet6_addr_gen_mode\":\"none\"",
            "\"operstate\":\"UP\"");
    assertThat(Commands.in(far, "ip", "-j", "link", "show", "eth0"))
        .contains("\"ifindex\":99", "\"mtu\":1300", "\"operstate\":\"UP\"");
    assertThat(ip("-6", "addr", "show", "dev", "veth0")).isEmpty();
  }

  @Test
  void aBridgeItsPortsAndTheirSettings() throws IOException {
    Bridge bridge =
        new Bridge(true, false, false, Duration.ofSeconds(60), Duration.ofSeconds(4), true);
    Interfaces known = new Interfaces().add("br0", 10).add("port0", 11);
    BridgePort port = new BridgePort(false, false, true, false, true, true, true);
    List<dev.netlab.netlink.socket.Request> requests = new ArrayList<>();
    requests.addAll(LinkRequests.add(LinkSettings.of("br0").withIndex(10).up(), bridge, known));
    requests.addAll(
        LinkRequests.add(
            LinkSettings.of("port0").withIndex(11).withMaster("br0").up(),
            Veth.to(LinkSettings.of("end0").up()),
            known));
    requests.add(port.set("port0", known));
    socket.execute(requests);
    assertThat(Link.get(socket, "br0").kind()).isEqualTo(bridge);
    assertThat(Link.get(socket, "port0").port()).isEqualTo(port);
    assertThat(Link.get(socket, "port0").master()).isEqualTo(10);
    assertThat(ip("-d", "-j", "link", "show", "br0"))
        .contains(
            "\"stp_state\":1",
            "\"mcast_snooping\":0",
            "\"ageing_time\":6000",
            "\"forward_delay\":400");
    assertThat(Commands.in(namespace, "bridge", "-d", "-j", "link", "show", "dev", "port0"))
        .contains(
            "\"learning\":false",
            "\"flood\":false",
            "\"mcast_flood\":true",
            "\"bcast_flood\":false",
            "\"hairpin\":true",
            "\"isolated\":true",
            "\"neigh_suppress\":true");
    socket.execute(LinkRequests.set(LinkSettings.of("port0").withMaster(""), known));
    assertThat(Link.get(socket, "port0").port()).isNull();
  }

  @Test
  void tunnelsReadAsWritten() throws IOException {
    Interfaces known = new Interfaces();
    Vxlan four =
        new Vxlan(
            10,
            InetAddress.ofLiteral("127.0.0.1"),
            InetAddress.ofLiteral("127.0.0.2"),
            "lo",
            4790,
            9,
            false,
            false,
            DontFragment.SET);
    Vxlan six = Vxlan.of(11, InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("fd00::2"));
    socket.execute(LinkRequests.add(LinkSettings.of("vx4"), four, known));
    socket.execute(LinkRequests.add(LinkSettings.of("vx6"), six, known));
    assertThat(Link.get(socket, "vx6").kind()).isEqualTo(six);
    assertThat(Link.dump(socket))
        .filteredOn(link -> link.name().equals("vx4"))
        .singleElement()
        .satisfies(link -> assertThat(link.kind()).isEqualTo(four));
    assertThat(ip("-d", "link", "show", "vx4"))
        .contains("id 10 remote 127.0.0.2 local 127.0.0.1 dev lo", "dstport 4790", "nolearning")
        .contains("ttl 9", "df set", "noudpcsum");
  }

  @Test
  void otherKindsAndChanges() throws IOException {
    Interfaces known = new Interfaces();
    socket.execute(LinkRequests.add(LinkSettings.of("ifb7"), new Ifb(), known));
    socket.execute(LinkRequests.add(LinkSettings.of("b"), Veth.to(LinkSettings.of("a")), known));
    known = Interfaces.of(socket);
    ip("tuntap", "add", "dev", "tap0", "mode", "tap");
    assertThat(Link.get(socket, "tap0").kind())
        .isInstanceOfSatisfying(
            Unknown.class,
            kind -> {
              assertThat(kind.kind()).isEqualTo("tun");
              assertThat(kind.data().all()).isNotEmpty();
            });
    socket.execute(LinkRequests.set(LinkSettings.of("a").withMtu(1280).withMac(MAC).up(), known));
    socket.execute(List.of(LinkRequests.rename("b", "c", known)));
    assertThat(Link.get(socket, "c").name()).isEqualTo("c");
    assertThat(Link.get(socket, "a").mtu()).isEqualTo(1280);
    assertThat(Link.get(socket, "ifb7").kind()).isEqualTo(new Ifb());
    socket.execute(List.of(LinkRequests.move("c", far)));
    assertThat(Commands.in(far, "ip", "link", "show", "c")).contains("c@");
    socket.execute(List.of(LinkRequests.delete("a")));
    assertThatThrownBy(() -> Link.get(socket, "a"))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV));
    assertThat(new Vlan("eth0", 5).kind()).isEqualTo("vlan");
  }

  private Interfaces pair() throws IOException {
    socket.execute(
        LinkRequests.add(
            LinkSettings.of("eth0").withAddressGeneration(AddressGeneration.NONE).up(),
            Veth.to(LinkSettings.of("end0").up()),
            new Interfaces()));
    ip("link", "set", "lo", "up");
    ip("address", "add", "10.1.0.1/16", "dev", "eth0");
    ip("address", "add", "fd01::1/64", "dev", "eth0", "nodad");
    return Interfaces.of(socket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.71.0.2/24 dev eth0",
        "10.72.0.2/24 broadcast 10.72.0.255 dev eth0 noprefixroute",
        "10.73.0.1 peer 10.73.0.2/32 dev eth0 scope link",
        "10.73.0.2/24 metric 48 dev eth0",
        "fd00::5/64 dev eth0 nodad noprefixroute",
        "fd02::5 peer fd02::6/128 dev eth0 nodad"
      })
  void addressesBothWays(String text) throws IOException {
    Interfaces interfaces = pair();
    Address address = Address.parse(text);
    socket.execute(List.of(address.add(interfaces)));
    assertThat(Address.dump(socket, interfaces)).contains(address);
    String shown = ip("address", "show", "dev", "eth0");
    socket.execute(List.of(address.delete(interfaces)));
    assertThat(Address.dump(socket, interfaces)).doesNotContain(address);
    ip(("address add " + text).split(" ", -1));
    assertThat(Address.dump(socket, interfaces)).contains(address);
    assertThat(ip("address", "show", "dev", "eth0")).isEqualTo(shown);
  }

  @Test
  void whatIsLocalGoesIntoTheTableOfThat() {
    assertThat(Route.parse("local 10.15.0.0/16 dev lo"))
        .isEqualTo(Route.parse("local 10.15.0.0/16 dev lo table local"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.201.0.0/16 via 10.1.0.3 dev eth0 table 1001",
        "default via 10.1.0.3 dev eth0",
        "169.254.1.1 dev eth0",
        "10.5.0.0/16 via 192.168.7.1 dev eth0 onlink",
        "10.6.0.0/16 via inet6 fd01::7 dev eth0",
        "blackhole 10.9.0.0/16 proto static metric 7",
        "unreachable 10.10.0.0/16",
        "prohibit 10.11.0.0/16 table 7",
        "local 10.12.0.0/16 dev lo table local",
        "local 10.16.0.0/16 dev lo table main",
        "10.13.0.0/16 via 10.1.0.3 dev eth0 src 10.1.0.1 metric 50 mtu 1400",
        "10.14.0.0/16 nexthop via 10.1.0.3 dev eth0 weight 1 nexthop via 10.1.0.4 dev eth0"
            + " weight 5",
        "fd09::/64 via fd01::7 dev eth0 table 1001 metric 1024",
        "default via fd01::7 dev eth0 metric 1024 mtu 1300",
        "::/0 dev eth0 metric 5",
        "unreachable fd0a::/64 dev lo metric 1024"
      })
  void routesBothWays(String text) throws IOException {
    Interfaces interfaces = pair();
    Route route = Route.parse(text);
    socket.execute(List.of(route.add(interfaces)));
    assertThat(Route.dump(socket, interfaces)).contains(route);
    assertThatThrownBy(() -> socket.execute(List.of(route.add(interfaces))))
        .hasMessage("add route " + text + ": File exists (errno 17)");
    socket.execute(List.of(route.replace(interfaces)));
    String shown = routes();
    socket.execute(List.of(route.delete(interfaces)));
    assertThat(Route.dump(socket, interfaces)).doesNotContain(route);
    ip(("route add " + text).split(" ", -1));
    assertThat(Route.dump(socket, interfaces)).contains(route);
    assertThat(routes()).isEqualTo(shown);
  }

  @Test
  void refusedRoutesKeepTheKernelsWords() throws IOException {
    Interfaces interfaces = pair();
    Route route = Route.parse("10.5.0.0/16 via 192.168.7.1 dev eth0");
    assertThatThrownBy(() -> socket.execute(List.of(route.add(interfaces))))
        .hasMessage(
            "add route 10.5.0.0/16 via 192.168.7.1 dev eth0: Network is unreachable (errno 101):"
                + " Nexthop has invalid gateway");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to 10.201.0.0/16 lookup 1001 priority 100",
        "not from 10.0.0.0/8 fwmark 0xca6c lookup 7 priority 5",
        "from 10.7.0.0/16 fwmark 0x1/0xff iif eth0 oif end0 prohibit priority 9",
        "from fd00::/8 to fd01::/64 lookup main priority 9",
        "iif lo blackhole priority 3"
      })
  void rulesBothWays(String text) throws IOException {
    Rule rule = Rule.parse(text);
    List<Rule> before = Rule.dump(socket);
    socket.execute(List.of(rule.add()));
    assertThat(Rule.dump(socket)).contains(rule).hasSize(before.size() + 1);
    String shown = ip("rule") + ip("-6", "rule");
    socket.execute(List.of(rule.delete()));
    assertThat(Rule.dump(socket)).isEqualTo(before);
    ip(((rule.family() == 10 ? "-6 " : "") + "rule add " + text).split(" ", -1));
    assertThat(Rule.dump(socket)).contains(rule);
    assertThat(ip("rule") + ip("-6", "rule")).isEqualTo(shown);
  }

  @Test
  void aRuleWithoutAPriorityIsGivenOne() throws IOException {
    socket.execute(List.of(Rule.parse("to 10.201.0.0/16 lookup 1001").add()));
    assertThat(Rule.dump(socket))
        .contains(Rule.parse("to 10.201.0.0/16 lookup 1001 priority 32765"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.1.1 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent",
        "fd01::9 lladdr 0a:00:00:00:00:09 dev eth0 nud permanent",
        "proxy 10.1.9.9 dev eth0"
      })
  void neighboursBothWays(String text) throws IOException {
    Interfaces interfaces = pair();
    Neighbour neighbour = Neighbour.parse(text);
    socket.execute(List.of(neighbour.add(interfaces)));
    assertThat(Neighbour.dump(socket, interfaces)).contains(neighbour);
    socket.execute(List.of(neighbour.delete(interfaces)));
    assertThat(Neighbour.dump(socket, interfaces)).doesNotContain(neighbour);
    ip(("neighbour add " + text).split(" ", -1));
    assertThat(Neighbour.dump(socket, interfaces)).contains(neighbour);
  }

  @Test
  void fdbEntriesBothWays() throws IOException {
    pair();
    ip("link", "add", "br0", "type", "bridge");
    ip("link", "set", "eth0", "master", "br0");
    socket.execute(
        LinkRequests.add(
            LinkSettings.of("vx0").up(),
            Vxlan.of(10, InetAddress.ofLiteral("10.1.0.1"), null).withoutLearning(),
            new Interfaces()));
    Interfaces interfaces = Interfaces.of(socket);
    FdbEntry all = FdbEntry.parse("00:00:00:00:00:00 dev vx0 dst 10.1.0.7 self permanent");
    FdbEntry second = FdbEntry.parse("00:00:00:00:00:00 dev vx0 dst 10.1.0.8 vni 12 port 4790");
    FdbEntry port = FdbEntry.parse("0a:00:00:00:00:02 dev eth0 master static");
    FdbEntry local = FdbEntry.parse("0a:00:00:00:00:02 dev eth0 master permanent");
    socket.execute(
        List.of(
            all.append(interfaces),
            second.append(interfaces),
            local.add(interfaces),
            port.replace(interfaces)));
    assertThat(FdbEntry.dump(socket, interfaces)).contains(all, second, port);
    assertThat(Commands.in(namespace, "bridge", "fdb", "show"))
        .contains(
            "00:00:00:00:00:00 dev vx0 dst 10.1.0.7 self permanent",
            "00:00:00:00:00:00 dev vx0 dst 10.1.0.8 port 4790 vni 12 self permanent",
            "0a:00:00:00:00:02 dev eth0 master br0 static");
    socket.execute(List.of(second.delete(interfaces), port.delete(interfaces)));
    assertThat(FdbEntry.dump(socket, interfaces)).contains(all).doesNotContain(second, port);
    Commands.in(
        namespace, "bridge", "fdb", "add", "0a:00:00:00:00:03", "dev", "vx0", "dst", "10.1.0.9");
    assertThat(FdbEntry.dump(socket, interfaces))
        .contains(FdbEntry.parse("0a:00:00:00:00:03 dev vx0 dst 10.1.0.9 self permanent"));
    assertThat(all.holder()).isEqualTo(Holder.SELF);
  }

  @Test
  void theKernelSaysWhichWay() throws IOException {
    Interfaces interfaces = pair();
    Route route = Route.parse("10.201.0.0/16 via 10.1.0.3 dev eth0 table 1001");
    socket.execute(
        List.of(
            route.add(interfaces),
            Rule.parse("to 10.201.0.0/16 fwmark 0x7 lookup 1001").add(),
            Route.parse("prohibit 10.202.0.0/16").add(interfaces),
            Address.parse("fd00::1/64").withDev("eth0").add(interfaces),
            Route.parse("fd02::/64 dev eth0 metric 9 table 1002").add(interfaces),
            Rule.parse("to fd02::/64 lookup 1002").add()));
    Route six = RouteQuery.to(InetAddress.ofLiteral("fd02::7")).match(socket, interfaces);
    assertThat(six.table()).isEqualTo(1002);
    assertThat(six.hops().getFirst().dev()).isEqualTo("eth0");
    RouteQuery query = RouteQuery.to(InetAddress.ofLiteral("10.201.1.4")).withMark(7);
    assertThat(query.match(socket, interfaces)).isEqualTo(route);
    assertThat(query.resolve(socket, interfaces).source())
        .isEqualTo(InetAddress.ofLiteral("10.1.0.1"));
    assertThatThrownBy(
            () -> RouteQuery.to(InetAddress.ofLiteral("10.201.1.4")).resolve(socket, interfaces))
        .hasMessageStartingWith("get route 10.201.1.4: Network is unreachable");
    assertThatThrownBy(
            () -> RouteQuery.to(InetAddress.ofLiteral("10.202.1.4")).resolve(socket, interfaces))
        .hasMessageStartingWith("get route 10.202.1.4: Permission denied");
  }

  @Test
  void namespacesHaveNumbers() {
    assertThat(NamespaceId.get(socket, far)).isEqualTo(-1);
    socket.execute(List.of(NamespaceId.set(far, 5)));
    assertThat(NamespaceId.get(socket, far)).isEqualTo(5);
  }

  /** What was added; the kernel's own IPv6 routes come a while after their address. */
  private String routes() throws IOException {
    String all = ip("route", "show", "table", "all") + ip("-6", "route", "show", "table", "all");
    return all.lines().filter(line -> !line.contains("proto kernel")).collect(joining("\n"));
  }

  private String ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    return Commands.in(namespace, command.toArray(String[]::new));
  }
}
