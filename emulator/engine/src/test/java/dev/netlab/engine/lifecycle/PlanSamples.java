package dev.netlab.engine.lifecycle;

import dev.netlab.ip.MacAddress;
import dev.netlab.lab.Attachment;
import dev.netlab.lab.Backend;
import dev.netlab.lab.Container;
import dev.netlab.lab.ContainerFile;
import dev.netlab.lab.ContainerName;
import dev.netlab.lab.Located;
import dev.netlab.lab.Location;
import dev.netlab.lab.Readiness;
import dev.netlab.lab.WireGuardKey;
import dev.netlab.lab.WireGuardPeer;
import dev.netlab.lab.WireGuardPeer.Identity;
import dev.netlab.lab.Written;
import dev.netlab.lab.plan.Device;
import dev.netlab.lab.plan.Step;
import dev.netlab.netlink.rtnetlink.Address;
import dev.netlab.netlink.rtnetlink.Bridge;
import dev.netlab.netlink.rtnetlink.BridgePort;
import dev.netlab.netlink.rtnetlink.DontFragment;
import dev.netlab.netlink.rtnetlink.FdbEntry;
import dev.netlab.netlink.rtnetlink.Geneve;
import dev.netlab.netlink.rtnetlink.LinkKind;
import dev.netlab.netlink.rtnetlink.LinkSettings;
import dev.netlab.netlink.rtnetlink.LinkSettings.AddressGeneration;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Neighbour;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.NetemSyntax;
import dev.netlab.netlink.rtnetlink.Prefix;
import dev.netlab.netlink.rtnetlink.Probability;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.netlink.rtnetlink.Vxlan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Steps of every kind, with every field at more than one value between them. Names and texts are as
 * bad for a shell as a lab file may have them.
 */
final class PlanSamples {
  private static final Location AT = Location.of("lab.yaml");
  private static final String A = "gw-a";
  private static final String B = "gw_a";

  /** An interface's name of what the reader lets through and the shell would not. */
  private static final String BAD = "~#?[x]!";

  private static final String OTHER = "a=b^,";
  private static final String TEXT = "it's $(false) `false` \"x\" \\ # ~ * \n'END'\n";

  private PlanSamples() {}

  /** What any kernel can do. */
  static List<Step> anywhere() {
    LinkSettings near =
        new LinkSettings(
            BAD,
            10,
            mac(1),
            1400,
            TEXT.strip().replace('\n', ' '),
            null,
            State.UP,
            AddressGeneration.NONE,
            7);
    LinkSettings far = LinkSettings.of(OTHER).withIndex(11).withMac(mac(2)).withMtu(1400);
    LinkSettings port = LinkSettings.of("p0").withIndex(12).withMac(mac(3));
    LinkSettings portFar = LinkSettings.of("p0").withIndex(12).withMac(mac(4));
    LinkSettings second =
        LinkSettings.of("p1").withIndex(13).withMac(mac(5)).withMaster("br0").up();
    LinkSettings secondFar = LinkSettings.of("p1").withIndex(13).withMac(mac(6));
    return List.of(
        new Step.MakeNamespace(
            A,
            Map.of(
                "net.ipv4.ip_forward", "1",
                "net.ipv4.ping_group_range", "0\t1000",
                "net.netfilter.nf_conntrack_events", "1"),
            AT),
        new Step.MakeNamespace(B, Map.of(), AT),
        bridge(
            "br0",
            2,
            new Bridge(false, false, false, Duration.ofSeconds(77), Duration.ZERO, false)),
        bridge("br1", 3, Bridge.DEFAULT),
        bridge(
            "br2",
            4,
            new Bridge(true, false, true, Duration.ofSeconds(5), Duration.ofSeconds(9), false)),
        new Step.AddLink(A, new Device.Veth(B, far), near, AT),
        new Step.AddLink(A, new Device.Veth(B, portFar), port, AT),
        new Step.AddLink(A, new Device.Veth(B, secondFar), second, AT),
        new Step.AddLink(
            A,
            new Device.Tap(),
            LinkSettings.of("t#0").withIndex(20).withMac(mac(7)).withMtu(1300).up(),
            AT),
        new Step.AddLink(A, new Device.Tun(), LinkSettings.of("t#1").withIndex(21), AT),
        vxlan(
            "v0",
            30,
            new Vxlan(
                9, ip("192.0.2.1"), ip("192.0.2.2"), "", 4790, 9, false, true, DontFragment.SET)),
        vxlan(
            "v1",
            31,
            new Vxlan(
                9,
                ip("2001:db8::1"),
                ip("2001:db8::2"),
                "",
                4789,
                0,
                true,
                true,
                DontFragment.INHERIT)),
        vxlan(
            "v2",
            32,
            new Vxlan(
                10,
                ip("2001:db8::1"),
                ip("2001:db8::2"),
                "",
                4791,
                0,
                true,
                false,
                DontFragment.UNSET)),
        vxlan(
            "v3",
            33,
            new Vxlan(11, null, ip("239.1.1.1"), BAD, 4792, 0, true, false, DontFragment.UNSET)),
        new Step.SetSysctl(A, "net.ipv4.conf." + BAD + ".proxy_arp", "1", AT),
        new Step.SetSysctl(A, "net.ipv4.conf.p0.rp_filter", "2", AT),
        new Step.SetLink(A, LinkSettings.of("p0").withMaster("br0").up(), AT),
        new Step.SetLink(
            B, LinkSettings.of(OTHER).withAlias(TEXT.strip().replace('\n', ' ')).up(), AT),
        new Step.SetLink(B, LinkSettings.of("p0").up(), AT),
        new Step.SetLink(B, LinkSettings.of("p1").withState(State.DOWN), AT),
        new Step.SetBridgePort(
            A, "p0", new BridgePort(false, true, false, true, false, true, false), AT),
        new Step.SetBridgePort(
            A, "p1", new BridgePort(true, false, true, false, true, false, true), AT),
        new Step.AddAddress(A, BAD, written("192.0.2.1/24", Address::parse)),
        new Step.AddAddress(A, BAD, written("2001:db8::1/64 nodad", Address::parse)),
        new Step.AddAddress(B, OTHER, written("192.0.2.2/24", Address::parse)),
        new Step.AddAddress(A, "p1", written("10.8.0.1 peer 10.8.0.2/32", Address::parse)),
        new Step.AddAddress(A, "p1", written("10.8.1.1/24 brd 10.8.1.255", Address::parse)),
        new Step.AddRoute(
            A,
            written(
                "198.51.100.0/24 via 192.0.2.2 dev " + BAD + " metric 7 mtu 1300 table 1001",
                Route::parse)),
        new Step.AddRoute(
            A, written("198.51.100.0/24 via 192.0.2.2 src 192.0.2.1 dev " + BAD, Route::parse)),
        new Step.AddRoute(A, written("default via 2001:db8::2 dev " + BAD, Route::parse)),
        new Step.AddRoute(
            A,
            written(
                "198.51.100.0/25 nexthop via 192.0.2.2 dev %1$s weight 3 nexthop via 192.0.2.3 dev %1$s weight 1"
                    .formatted(BAD),
                Route::parse)),
        new Step.AddRoute(A, written("blackhole 203.0.113.0/24", Route::parse)),
        new Step.AddRoute(A, written("local 10.9.1.0/24 dev " + BAD, Route::parse)),
        new Step.AddRule(
            A,
            written(
                "to 198.51.100.0/24 fwmark 0x1/0xff iif " + BAD + " lookup 1001 priority 5",
                Rule::parse)),
        new Step.AddRule(A, written("not from 2001:db8:9::/48 lookup 7", Rule::parse)),
        new Step.AddNeighbour(
            A,
            written(
                "192.0.2.9 lladdr 02:00:00:00:00:09 dev " + BAD + " nud permanent",
                Neighbour::parse)),
        new Step.AddNeighbour(A, written("proxy 192.0.2.77 dev " + BAD, Neighbour::parse)),
        new Step.AddFdb(A, written("02:00:00:00:00:0a dev v0 dst 192.0.2.3 self", FdbEntry::parse)),
        new Step.AddFdb(A, written("02:00:00:00:00:0b dev p0 master static", FdbEntry::parse)),
        new Step.LoadRuleset(
            A,
            "table ip x { # it's $(false) `\n}\nadd table ip \\\nEND\nadd table ip \\\nEND1\n",
            AT),
        new Step.WriteFile(A, "hosts", "192.0.2.9 www.example\nEND\n" + TEXT, AT),
        new Step.WriteFile(A, "resolv.conf", "", AT),
        new Step.WriteFile(B, "hosts", "no newline behind", AT),
        new Step.StartSpanningTree(A, "br0", List.of("p0"), AT));
  }

  /** What kernels may lack: the GENEVE, WireGuard and dummy devices, netem, VLANs of bridges. */
  static List<Step> optional() {
    LinkSettings near = LinkSettings.of(BAD).withIndex(10).withMac(mac(1)).up();
    LinkSettings far = LinkSettings.of(OTHER).withIndex(11).withMac(mac(2));
    WireGuardKey two = key("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=");
    return List.of(
        new Step.MakeNamespace(A, Map.of(), AT),
        new Step.MakeNamespace(B, Map.of(), AT),
        bridge(
            "br3",
            5,
            new Bridge(false, true, true, Duration.ofSeconds(300), Duration.ofSeconds(15), true)),
        new Step.AddLink(A, new Device.Veth(B, far), near, AT),
        kernel("d#0", 40, new LinkKind.Dummy()),
        kernel("g0", 41, new Geneve(1, ip("192.0.2.2"), 6091, 9, 0, true, DontFragment.SET)),
        kernel("g1", 42, new Geneve(1, ip("2001:db8::2"), 6081, 0, 1, true, DontFragment.INHERIT)),
        kernel("g2", 43, new Geneve(2, ip("2001:db8::2"), 6081, 0, 4, false, DontFragment.UNSET)),
        kernel("wg#0", 44, new LinkKind.WireGuard()),
        new Step.AddLink(
            B,
            new Device.Kernel(new LinkKind.WireGuard()),
            LinkSettings.of("wg#0").withIndex(44).up(),
            AT),
        new Step.Impair(A, BAD, netem(5), AT),
        new Step.ConfigureWireGuard(A, "wg#0", Step.Carrier.KERNEL, tunnel(Backend.KERNEL), AT),
        new Step.ConfigureWireGuard(
            B,
            "wg#0",
            Step.Carrier.KERNEL,
            new Attachment.WireGuard(
                OptionalInt.of(51821), Optional.of(two), 0, List.of(), Backend.KERNEL),
            AT));
  }

  /** What only programs of ours can do, where there is no kernel for it: known by their words. */
  static List<Step> ours() {
    LinkSettings end =
        new LinkSettings(
            "p1", 13, mac(4), 1300, "far", "br0", State.UP, AddressGeneration.STABLE_PRIVACY, 9);
    return List.of(
        new Step.SetLink(B, end, AT),
        new Step.AddLink(
            A,
            new Device.Wire(B, LinkSettings.of(OTHER).withIndex(11).withMac(mac(2))),
            LinkSettings.of(BAD).withIndex(10).withMac(mac(1)),
            AT),
        new Step.AttachWire(A, BAD, netem(5), B, OTHER, netem(6), AT),
        new Step.AttachGeneve(
            A,
            "t#0",
            new Attachment.Geneve(
                1, ip("192.0.2.2"), 6081, OptionalInt.of(9), DontFragment.SET, true, Backend.AUTO),
            AT),
        new Step.AttachGeneve(
            A,
            "t#1",
            new Attachment.Geneve(
                1,
                ip("2001:db8::2"),
                6081,
                OptionalInt.empty(),
                DontFragment.INHERIT,
                false,
                Backend.USERSPACE),
            AT),
        new Step.AttachGeneve(
            A,
            "t#2",
            new Attachment.Geneve(
                1,
                ip("2001:db8::2"),
                6081,
                OptionalInt.empty(),
                DontFragment.UNSET,
                true,
                Backend.KERNEL),
            AT),
        new Step.ConfigureWireGuard(A, "t#3", Step.Carrier.AGENT, tunnel(Backend.USERSPACE), AT),
        new Step.StartContainer(
            A,
            new Container(
                "web",
                "sleep 1",
                List.of(new ContainerFile("/etc/web", TEXT, 0640)),
                Optional.of(new Readiness.Tcp(80)),
                List.of(new Located<>(new ContainerName(A, "data"), AT)),
                Container.Restart.NEVER,
                AT),
            AT));
  }

  private static Attachment.WireGuard tunnel(Backend backend) {
    return new Attachment.WireGuard(
        OptionalInt.of(51820),
        Optional.of(key("yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=")),
        42,
        List.of(
            new WireGuardPeer(
                new Identity.Tunnel(B, "wg#0"),
                Optional.of(key("XVPPTd8Q8c6DIPd2ByjfNlxLLbeGDWSXY1r1n7NUnlU=")),
                Optional.of(new InetSocketAddress(ip("192.0.2.2"), 51821)),
                List.of(
                    new Located<>(Prefix.parse("10.0.0.0/8"), AT),
                    new Located<>(Prefix.parse("2001:db8:9::/48"), AT)),
                25,
                AT),
            new WireGuardPeer(
                new Identity.PublicKey(key("Zm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm9vZm8=")),
                Optional.empty(),
                Optional.of(new InetSocketAddress(ip("2001:db8::2"), 7)),
                List.of(),
                0,
                AT)),
        backend);
  }

  private static Step bridge(String name, int index, Bridge bridge) {
    return new Step.AddLink(
        A,
        new Device.Bridge(bridge),
        LinkSettings.of(name).withIndex(index).withMac(mac(16 + index)).up(),
        AT);
  }

  private static Step vxlan(String name, int index, Vxlan vxlan) {
    return kernel(name, index, vxlan);
  }

  private static Step kernel(String name, int index, LinkKind kind) {
    LinkSettings settings = LinkSettings.of(name).withIndex(index).up();
    boolean station = !(kind instanceof LinkKind.WireGuard);
    return new Step.AddLink(
        A, new Device.Kernel(kind), station ? settings.withMac(mac(index)) : settings, AT);
  }

  private static Netem netem(int delay) {
    return new Netem(
        NetemSyntax.delay(delay + "ms"),
        NetemSyntax.jitter("1ms"),
        Probability.parse("1%"),
        NetemSyntax.rate("10mbit"),
        500,
        Probability.parse("2%"),
        Probability.parse("3%"),
        OptionalLong.empty());
  }

  private static <T> Written<T> written(String words, Function<String, T> parse) {
    return new Written<>(parse.apply(words), words, AT);
  }

  private static MacAddress mac(int last) {
    return MacAddress.parse("02:00:00:00:00:%02x".formatted(last));
  }

  private static WireGuardKey key(String base64) {
    return WireGuardKey.parse(base64).orElseThrow();
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
