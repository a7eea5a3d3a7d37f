package dev.netlab.insight.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.lifecycle.Down;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.LabLock;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.story.Cause;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpVersion;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.netlink.rtnetlink.RouteQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod behind a host, a host behind a segment, and two tunnels. */
class KernelStateIT {
  private static final String NAME = "nlt-predict-state";
  private static final String TEXT =
      """
      name: nlt-predict-state
      networks:
        lan: {}
      nodes:
        pod:
          interfaces:
            eth0: {peer: "host:cali0", address: 10.0.0.2/32}
          routes:
            - 169.254.1.1 dev eth0 scope link
            - default via 169.254.1.1 dev eth0
        host:
          forwarding: true
          interfaces:
            eth0: {network: lan, address: 192.0.2.1/24}
            cali0: {proxy-arp: true}
            gnv0: {geneve: {id: 7, remote: 192.0.2.2, port: 6091}, address: 10.9.0.1/24}
            wg0:
              wireguard:
                listen-port: 51820
                peers: [{node: far, endpoint: "192.0.2.2:51821", allowed-ips: 10.8.0.0/16}]
              address: 10.8.0.1/24
          routes:
            - 10.0.0.2 dev cali0 scope link
            - 10.7.0.0/16 via 192.0.2.2 dev eth0 table 77
            - blackhole 10.6.0.0/16
          rules:
            - to 10.7.0.0/16 lookup 77
            - to 10.5.0.0/16 prohibit
          sysctls: {net.ipv4.conf.cali0.rp_filter: "1"}
          policy:
            out:
              - masquerade: {source: 10.0.0.0/24, out: eth0}
        far:
          interfaces:
            eth0: {network: lan, address: 192.0.2.2/24}
            wg0:
              wireguard:
                listen-port: 51821
                peers: [{node: host, allowed-ips: 10.8.0.1/32}]
              address: 10.8.0.2/24
      """;

  @TempDir private static Path folder = Path.of("");

  private static KernelState state() {
    return KernelState.of(RunningLab.of(new StateDirectory(new LabName(NAME))));
  }

  @BeforeAll
  static void up() throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), TEXT);
    Lab lab = LabReader.read(file);
    try (LabLock _ = LabLock.acquire(new LabName(NAME))) {
      new Up(new LabSource(lab, file, TEXT)).up(Progress.SILENT);
    }
  }

  @AfterAll
  static void down() {
    try (LabLock _ = LabLock.acquire(new LabName(NAME))) {
      Down.down(new StateDirectory(new LabName(NAME)));
    }
  }

  private static Routing lookup(KernelState state, String from, String to) {
    RouteQuery query = RouteQuery.to(InetAddress.ofLiteral(to));
    return state.lookup(
        "host", from.isEmpty() ? query : query.from(InetAddress.ofLiteral(from), "cali0"));
  }

  private static Cause refusal(KernelState state, String from, String to) {
    Routing routing = lookup(state, from, to);
    assertThat(routing).isInstanceOf(Routing.Refused.class);
    return ((Routing.Refused) routing).reason();
  }

  @Test
  void vethsEndInOtherNodesAndAtThePortsOfSegments() {
    try (KernelState state = state()) {
      assertThat(state.otherEnd(new NodeInterface("pod", "eth0")))
          .contains(new NodeInterface("host", "cali0"));
      assertThat(state.otherEnd(new NodeInterface("host", "eth0")))
          .contains(new NodeInterface("lan", "host.eth0"));
      assertThat(state.otherEnd(new NodeInterface("host", "wg0"))).isEmpty();
      assertThat(state.node("lan").ports("br0")).hasSize(2);
    }
  }

  @Test
  void aRouteComesWithTheRuleThatLedToItsTable() {
    try (KernelState state = state()) {
      Routing.Found found = (Routing.Found) lookup(state, "10.0.0.2", "10.7.1.1");
      assertThat(found.rule().orElseThrow()).hasToString("to 10.7.0.0/16 lookup 77 priority 32765");
      assertThat(found.route()).hasToString("10.7.0.0/16 via 192.0.2.2 dev eth0 table 77");
      assertThat(found.hop().dev()).isEqualTo("eth0");
      Routing.Found own = (Routing.Found) lookup(state, "", "192.0.2.2");
      assertThat(own.used().source()).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
      assertThat(own.rule().orElseThrow().toString()).contains("lookup main");
      assertThat(((Routing.Found) lookup(state, "10.0.0.2", "192.0.2.1")).isLocal()).isTrue();
    }
  }

  @Test
  void aRefusalHasItsReason() {
    try (KernelState state = state()) {
      assertThat(refusal(state, "10.0.0.2", "10.4.0.1")).isEqualTo(Cause.NO_ROUTE);
      assertThat(refusal(state, "", "10.4.0.1")).isEqualTo(Cause.NO_ROUTE);
      assertThat(refusal(state, "10.0.0.2", "10.5.0.1")).isEqualTo(Cause.ROUTE_REFUSES);
      assertThat(refusal(state, "10.0.0.2", "10.6.0.1")).isEqualTo(Cause.ROUTE_REFUSES);
      assertThat(refusal(state, "192.0.2.77", "10.7.0.1")).isEqualTo(Cause.RP_FILTER);
      assertThat(refusal(state, "192.0.2.1", "10.7.0.1")).isEqualTo(Cause.MARTIAN);
      RouteQuery through =
          RouteQuery.to(InetAddress.ofLiteral("10.8.0.1"))
              .from(InetAddress.ofLiteral("192.0.2.1"), "eth0");
      assertThat(((Routing.Refused) state.lookup("far", through)).reason())
          .isEqualTo(Cause.NOT_FORWARDING);
    }
  }

  @Test
  void tunnelsAreThoseOfTheAgentToo() {
    try (KernelState state = state()) {
      Tunnel.Geneve geneve = (Tunnel.Geneve) state.node("host").tunnel("gnv0").orElseThrow();
      assertThat(geneve.id()).isEqualTo(7);
      assertThat(geneve.remote()).hasToString("192.0.2.2");
      assertThat(geneve.carrier()).isNotEqualTo(Tunnel.Carrier.NOBODY);
      Tunnel.WireGuard near = (Tunnel.WireGuard) state.node("host").tunnel("wg0").orElseThrow();
      Tunnel.WireGuard far = (Tunnel.WireGuard) state.node("far").tunnel("wg0").orElseThrow();
      assertThat(near.listenPort()).isEqualTo(51820);
      Tunnel.Peer peer = near.peerFor(IpAddress.parse("10.8.0.2")).orElseThrow();
      assertThat(peer.publicKey()).isEqualTo(far.publicKey());
      assertThat(peer.endpoint().orElseThrow()).hasToString("192.0.2.2:51821");
      assertThat(near.peerFor(IpAddress.parse("10.9.0.2"))).isEmpty();
    }
  }

  @Test
  void rulesKnowTheirLineAndSettingsAndSocketsAreTheNodes() {
    try (KernelState state = state()) {
      NodeSnapshot host = state.node("host");
      assertThat(host.ruleset().rules()).hasSize(1);
      var place = host.ruleset().rules().findFirst().orElseThrow();
      var rule = place.rule();
      assertThat(host.rule("ip out", place.chain().name(), rule.handle())).contains(rule);
      assertThat(NodeSnapshot.origin(rule)).startsWith("lab.yaml:");
      assertThat(host.settings().rpFilter("cali0")).isEqualTo(1);
      assertThat(host.settings().defaultTtl()).isEqualTo(64);
      assertThat(host.settings().proxyArp("cali0")).isTrue();
      assertThat(host.settings().forwards("eth0", IpVersion.IPV4)).isTrue();
      assertThat(state.node("far").settings().forwards("eth0", IpVersion.IPV4)).isFalse();
      assertThat(host.sockets()).anyMatch(s -> s.takes(17, IpAddress.parse("192.0.2.1"), 51820));
      assertThat(state.node("pod").sockets()).isEmpty();
      assertThat(state.connections("pod")).isEmpty();
    }
  }
}
