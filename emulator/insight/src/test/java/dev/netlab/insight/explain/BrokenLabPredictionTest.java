package dev.netlab.insight.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.insight.snapshot.NodeSnapshot;
import dev.netlab.insight.snapshot.RecordedLab;
import dev.netlab.insight.snapshot.Settings;
import dev.netlab.insight.snapshot.SnapshotFile;
import dev.netlab.insight.snapshot.Tunnel;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.netlink.rtnetlink.Link;
import dev.netlab.netlink.rtnetlink.Route;
import dev.netlab.netlink.rtnetlink.Rule;
import dev.netlab.nft.ruleset.Ruleset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a ping through two clusters is predicted to end if one thing on its way is otherwise. */
class BrokenLabPredictionTest {
  private static final FlowSpec PING = PredictedStories.flow("nginx-local 10.201.1.4");
  private static final int IFF_RUNNING = 0x40;

  static Stream<Arguments> breakages() {
    UnaryOperator<NodeSnapshot> withoutPeers = BrokenLabPredictionTest::withoutPeers;
    return Stream.of(
        Arguments.of(
            "rome-worker", withoutRulesTo(1001), "rome-worker", Cause.NEIGHBOUR_UNRESOLVED),
        Arguments.of(
            "rome-worker",
            withRoute("unreachable 10.201.0.0/16 table 1001"),
            "rome-worker",
            Cause.ROUTE_REFUSES),
        Arguments.of(
            "gw-local",
            withSetting("ipv4.conf.liqo/11111.forwarding", 0),
            "gw-local",
            Cause.NOT_FORWARDING),
        Arguments.of(
            "rome-worker",
            withSetting("ipv4.conf.caliaaaaa.proxy_arp", 0),
            "nginx-local",
            Cause.NEIGHBOUR_UNRESOLVED),
        Arguments.of("milan-worker", withoutCarrier("caliddddd"), "milan-worker", Cause.LINK_DOWN),
        Arguments.of("gw-local", withMtu("liqo-tunnel", 80), "gw-local", Cause.MTU_EXCEEDED),
        Arguments.of(
            "rome-worker", carriedBy(Tunnel.Carrier.NOBODY), "rome-worker", Cause.AGENT_STOPPED),
        Arguments.of("gw-local", withoutPeers, "gw-local", Cause.WIREGUARD_NO_PEER),
        Arguments.of("gw-remote", withoutPeers, "gw-local", Cause.WIREGUARD_NO_SESSION),
        Arguments.of("gw-remote", listeningAt(51999), "gw-remote", Cause.NO_SOCKET));
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void aPacketEndsWhereItsWayIsBroken(
      String node, UnaryOperator<NodeSnapshot> change, String where, Cause cause) {
    RecordedLab lab = SnapshotFile.builtIn("liqo-two-clusters").with(node, change);
    Ending end = Prediction.of(lab, PING).request().ending();
    assertThat(end.cause()).as(end.toString()).isEqualTo(cause);
    assertThat(end.node()).as(end.toString()).isEqualTo(where);
  }

  @Test
  void anAnswerIsLostWhereItsSourceIsNotTranslatedBack() {
    RecordedLab lab =
        SnapshotFile.builtIn("liqo-two-clusters")
            .with("gw-remote", node -> with(node, new Ruleset(List.of())));
    Prediction prediction = Prediction.of(lab, PING);
    assertThat(prediction.request().ending().cause()).isEqualTo(Cause.ARRIVED);
    Ending back = prediction.reply().orElseThrow().ending();
    assertThat(back.node()).isEqualTo("milan-worker");
    assertThat(back.cause()).isEqualTo(Cause.NEIGHBOUR_UNRESOLVED);
  }

  /**
   * Each tunnel's outer packet asks for its next hop on the segment that leads into all of them.
   */
  @Test
  void aNextHopIsNotAskedForThroughATunnelThatItselfNeedsIt() {
    RecordedLab lab = SnapshotFile.builtIn("openshift-tracing");
    FlowSpec flow = PredictedStories.flow("network-check-target 10.6.62.99");
    Ending end = Prediction.of(lab, flow).request().ending();
    assertThat(end.cause()).as(end.toString()).isEqualTo(Cause.NEIGHBOUR_UNRESOLVED);
    assertThat(end.node()).as(end.toString()).isEqualTo("m42-h27-000-r650");
  }

  private static UnaryOperator<NodeSnapshot> withoutRulesTo(int table) {
    return node ->
        with(node, node.rules().stream().filter(r -> r.table() != table).toList(), node.routes());
  }

  /** In the place of the table's routes to the same block. */
  private static UnaryOperator<NodeSnapshot> withRoute(String line) {
    Route route = Route.parse(line);
    return node ->
        with(
            node,
            node.rules(),
            Stream.concat(
                    Stream.of(route),
                    node.routes().stream()
                        .filter(
                            r ->
                                r.table() != route.table()
                                    || !r.destination().equals(route.destination())))
                .toList());
  }

  private static UnaryOperator<NodeSnapshot> withSetting(String key, int value) {
    return node -> {
      Map<String, Integer> values = new HashMap<>(node.settings().values());
      values.put("net." + key, value);
      return with(node, new Settings(values));
    };
  }

  private static UnaryOperator<NodeSnapshot> withoutCarrier(String name) {
    return node ->
        withLinks(node, name, link -> with(link, link.mtu(), link.flags() & ~IFF_RUNNING));
  }

  private static UnaryOperator<NodeSnapshot> withMtu(String name, int mtu) {
    return node -> withLinks(node, name, link -> with(link, mtu, link.flags()));
  }

  private static UnaryOperator<NodeSnapshot> carriedBy(Tunnel.Carrier carrier) {
    return node ->
        withTunnels(
            node,
            tunnel ->
                tunnel instanceof Tunnel.Geneve t
                    ? new Tunnel.Geneve(
                        t.interfaceName(), carrier, t.id(), t.remote(), t.port(), t.ttl(), t.df())
                    : tunnel);
  }

  private static NodeSnapshot withoutPeers(NodeSnapshot node) {
    return withTunnels(
        node,
        tunnel ->
            tunnel instanceof Tunnel.WireGuard t
                ? new Tunnel.WireGuard(
                    t.interfaceName(),
                    t.carrier(),
                    t.publicKey(),
                    t.listenPort(),
                    t.fwmark(),
                    List.of())
                : tunnel);
  }

  private static UnaryOperator<NodeSnapshot> listeningAt(int port) {
    return node ->
        withTunnels(
            node,
            tunnel ->
                tunnel instanceof Tunnel.WireGuard t
                    ? new Tunnel.WireGuard(
                        t.interfaceName(), t.carrier(), t.publicKey(), port, t.fwmark(), t.peers())
                    : tunnel);
  }

  private static NodeSnapshot withLinks(
      NodeSnapshot node, String name, UnaryOperator<Link> change) {
    return copy(
        node,
        node.links().stream().map(l -> l.name().equals(name) ? change.apply(l) : l).toList(),
        node.rules(),
        node.routes(),
        node.ruleset(),
        node.settings(),
        node.tunnels());
  }

  private static Link with(Link link, int mtu, int flags) {
    return new Link(
        link.index(),
        link.name(),
        link.kind(),
        link.mac(),
        mtu,
        link.alias(),
        flags,
        link.master(),
        link.parent(),
        link.parentNamespace(),
        link.group(),
        link.addressGeneration(),
        link.port());
  }

  private static NodeSnapshot withTunnels(NodeSnapshot node, UnaryOperator<Tunnel> change) {
    return copy(
        node,
        node.links(),
        node.rules(),
        node.routes(),
        node.ruleset(),
        node.settings(),
        node.tunnels().stream().map(change).toList());
  }

  private static NodeSnapshot with(NodeSnapshot node, List<Rule> rules, List<Route> routes) {
    return copy(node, node.links(), rules, routes, node.ruleset(), node.settings(), node.tunnels());
  }

  private static NodeSnapshot with(NodeSnapshot node, Ruleset ruleset) {
    return copy(
        node, node.links(), node.rules(), node.routes(), ruleset, node.settings(), node.tunnels());
  }

  private static NodeSnapshot with(NodeSnapshot node, Settings settings) {
    return copy(
        node, node.links(), node.rules(), node.routes(), node.ruleset(), settings, node.tunnels());
  }

  private static NodeSnapshot copy(
      NodeSnapshot node,
      List<Link> links,
      List<Rule> rules,
      List<Route> routes,
      Ruleset ruleset,
      Settings settings,
      List<Tunnel> tunnels) {
    return new NodeSnapshot(
        node.name(),
        links,
        node.addresses(),
        rules,
        routes,
        node.neighbours(),
        node.fdb(),
        ruleset,
        settings,
        node.sockets(),
        tunnels);
  }
}
