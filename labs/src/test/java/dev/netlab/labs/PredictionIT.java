package dev.netlab.labs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.site.LabAgent;
import dev.netlab.insight.capture.CapturedFrame;
import dev.netlab.insight.capture.Recorder;
import dev.netlab.insight.capture.Recording;
import dev.netlab.insight.capture.SiteTunnelPorts;
import dev.netlab.insight.explain.FlowSpec;
import dev.netlab.insight.explain.Prediction;
import dev.netlab.insight.snapshot.KernelState;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpProtocol;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.packet.Icmp;
import dev.netlab.packet.WireGuardMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is predicted of a ping through two clusters is what a capture sees. */
class PredictionIT {
  private static final String NAME = "nlt-predict-liqo";
  private static final List<String> THERE =
      List.of(
          "nginx-local:eth0 out",
          "rome-worker:caliaaaaa in",
          "rome-worker:liqo.00000 out",
          "rome-worker:calibbbbb out",
          "gw-local:eth0 in",
          "gw-local:liqo.11111 in",
          "gw-local:liqo-tunnel out",
          "gw-local:eth0 out",
          "rome-worker:calibbbbb in",
          "rome-worker:eth0 out",
          "milan-worker:eth0 in",
          "milan-worker:caliccccc out",
          "gw-remote:eth0 in",
          "gw-remote:liqo-tunnel in",
          "gw-remote:liqo.22222 out",
          "gw-remote:eth0 out",
          "milan-worker:caliccccc in",
          "milan-worker:liqo.33333 in",
          "milan-worker:caliddddd out",
          "nginx-remote:eth0 in");
  private static final List<String> BACK =
      THERE.reversed().stream()
          .map(p -> p.endsWith(" in") ? p.replaceAll(" in$", " out") : p.replaceAll(" out$", " in"))
          .toList();

  @TempDir private Path folder = Path.of("");

  private static FlowSpec ping() {
    return packet(IpProtocol.ICMP, 0, OptionalInt.empty(), 56);
  }

  private static FlowSpec packet(int protocol, int port, OptionalInt ttl, int size) {
    return new FlowSpec(
        "nginx-local",
        IpAddress.parse("10.201.1.4"),
        protocol,
        OptionalInt.empty(),
        port,
        Optional.empty(),
        ttl,
        size);
  }

  private static Prediction predict(LiqoLab lab, FlowSpec question) {
    try (KernelState state = KernelState.of(lab.running)) {
      return Prediction.of(state, question);
    }
  }

  private static List<String> nodes(Journey journey) {
    return journey.hops().stream()
        .filter(hop -> !hop.node().equals("kind"))
        .map(hop -> hop.point().toString())
        .toList();
  }

  private static List<String> all(Prediction prediction) {
    return prediction.journeys().stream()
        .flatMap(journey -> journey.hops().stream())
        .map(hop -> hop.point().toString())
        .sorted()
        .toList();
  }

  @Test
  void aPingGoesTheWayThatWasPredicted() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      Prediction cold = predict(lab, ping());
      assertThat(nodes(cold.request())).isEqualTo(THERE);
      assertThat(nodes(cold.reply().orElseThrow())).isEqualTo(BACK);
      assertThat(all(cold)).isEqualTo(captured(lab));
      Prediction warm = predict(lab, ping());
      assertThat(all(warm)).isEqualTo(captured(lab));
      assertThat(warm.request().ending().cause()).isEqualTo(Cause.ARRIVED);
      assertThat(warm.reply().orElseThrow().ending().cause()).isEqualTo(Cause.ARRIVED);
    }
  }

  /** Where the echo was seen, and the datagrams that carried it. */
  private static List<String> captured(LiqoLab lab) {
    Map<String, Namespace> namespaces = new LinkedHashMap<>();
    try {
      lab.running.nodes().forEach(node -> namespaces.put(node, lab.running.open(node)));
      try (Recorder recorder = Recorder.start(namespaces, SiteTunnelPorts.of(lab.lab))) {
        assertThat(lab.sh("nginx-local", "ping -c 1 -W 2 10.201.1.4")).contains("1 received");
        recorder.awaitRest();
        Recording recording = recorder.take();
        assertThat(recording.isComplete()).isTrue();
        return recording.frames().stream()
            .filter(PredictionIT::isOfThePing)
            .map(frame -> frame.node() + ":" + frame.interfaceName() + " " + frame.way())
            .sorted()
            .toList();
      }
    } finally {
      namespaces.values().forEach(Namespace::close);
    }
  }

  private static boolean isOfThePing(CapturedFrame frame) {
    return frame.packet().innermost(Icmp.class).filter(Icmp::isEcho).isPresent()
        || frame
            .packet()
            .innermost(WireGuardMessage.Data.class)
            .filter(data -> !data.isKeepalive())
            .isPresent();
  }

  @Test
  void translationsAndRulesAreToldWhereTheyHappen() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      Prediction prediction = predict(lab, ping());
      List<String> told = new ArrayList<>();
      for (Hop hop : prediction.request().hops()) {
        for (Event event : hop.events()) {
          if (event instanceof Event.Translation t) {
            told.add(hop.node() + " " + t.side() + " " + t.before() + " -> " + t.after());
          }
          if (event instanceof Event.RuleMatched rule) {
            told.add(hop.node() + " " + rule.table() + " " + rule.origin());
          }
        }
      }
      assertThat(told)
          .contains(
              "gw-local destination 10.201.1.4 -> 10.200.1.4",
              "gw-local ip remap-podcidr lab.yaml:52",
              "rome-worker ip calico-nat lab.yaml:33",
              "milan-worker destination 172.18.0.3:31864 -> 10.200.1.5:51840",
              "gw-remote source 10.200.1.2 -> 10.201.1.2");
    }
  }

  @Test
  void aConnectionIsRefusedWhereNoProgramListens() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      Prediction prediction = predict(lab, packet(IpProtocol.TCP, 80, OptionalInt.empty(), 0));
      Ending end = prediction.request().ending();
      assertThat(end.cause()).isEqualTo(Cause.NO_SOCKET);
      assertThat(end.outcome()).isEqualTo(Ending.Outcome.REFUSED);
      assertThat(prediction.reply().orElseThrow().ending().cause()).isEqualTo(Cause.ARRIVED);
    }
  }

  static Stream<Arguments> breakages() {
    return Stream.of(
        Arguments.of(
            "rome-worker", "ip rule del pref 32765", "rome-worker", Cause.NEIGHBOUR_UNRESOLVED),
        Arguments.of(
            "rome-worker",
            "ip route replace unreachable 10.201.0.0/16 table 1001",
            "rome-worker",
            Cause.ROUTE_REFUSES),
        Arguments.of(
            "milan-worker",
            "nft 'add table ip f; add chain ip f c { type filter hook forward priority 0; };"
                + " add rule ip f c udp dport 51840 drop'",
            "milan-worker",
            Cause.RULE),
        Arguments.of(
            "milan-worker",
            "nft 'add table ip f; add chain ip f c { type filter hook forward priority 0;"
                + " policy drop; }'",
            "milan-worker",
            Cause.RULE),
        Arguments.of(
            "gw-remote",
            "wg set liqo-tunnel peer $(wg show liqo-tunnel peers) allowed-ips 10.99.0.0/16",
            "gw-remote",
            Cause.WIREGUARD_WRONG_SOURCE),
        Arguments.of(
            "gw-local",
            "wg set liqo-tunnel peer $(wg show liqo-tunnel peers) allowed-ips 10.99.0.0/16",
            "gw-local",
            Cause.WIREGUARD_NO_PEER),
        Arguments.of(
            "gw-remote",
            "wg set liqo-tunnel peer $(wg show liqo-tunnel peers) remove",
            "gw-local",
            Cause.WIREGUARD_NO_SESSION),
        Arguments.of(
            "gw-remote",
            "wg genkey > /tmp/nlt-predict-key; wg set liqo-tunnel private-key"
                + " /tmp/nlt-predict-key; rm /tmp/nlt-predict-key",
            "gw-local",
            Cause.WIREGUARD_NO_SESSION),
        Arguments.of(
            "gw-remote", "wg set liqo-tunnel listen-port 51999", "gw-remote", Cause.NO_SOCKET),
        Arguments.of(
            "rome-worker",
            "sysctl -w net.ipv4.conf.caliaaaaa.proxy_arp=0",
            "nginx-local",
            Cause.NEIGHBOUR_UNRESOLVED),
        Arguments.of(
            "nginx-local",
            "ip neigh replace 169.254.1.1 lladdr 02:00:00:00:00:09 dev eth0",
            "rome-worker",
            Cause.OTHER_STATION),
        Arguments.of("gw-local", "ip link set liqo-tunnel mtu 80", "gw-local", Cause.MTU_EXCEEDED),
        Arguments.of(
            "milan-worker",
            "ip link set caliddddd down",
            "milan-worker",
            Cause.NEIGHBOUR_UNRESOLVED),
        Arguments.of("nginx-remote", "ip link set eth0 down", "milan-worker", Cause.LINK_DOWN));
  }

  /** In a lab whose neighbours do not know each other yet, nobody would answer ARP then. */
  static Stream<Arguments> breakagesAfterPing() {
    return Stream.of(
        Arguments.of(
            "rome-worker",
            "ip route flush table 1001; ip route del default",
            "rome-worker",
            Cause.NO_ROUTE),
        Arguments.of(
            "rome-worker", "sysctl -w net.ipv4.ip_forward=0", "rome-worker", Cause.NOT_FORWARDING),
        Arguments.of(
            "rome-worker",
            "sysctl -w net.ipv4.conf.caliaaaaa.rp_filter=1; ip route replace 10.200.1.2 dev"
                + " calibbbbb",
            "rome-worker",
            Cause.RP_FILTER));
  }

  @ParameterizedTest
  @MethodSource("breakagesAfterPing")
  void aLabThatBreaksLaterIsPredictedToLoseItWhereItDoes(
      String node, String line, String where, Cause cause) {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      Prediction cold = broken(lab, node, line);
      assertThat(cold.request().ending().cause()).isEqualTo(Cause.NEIGHBOUR_UNRESOLVED);
      assertThat(String.join("", cold.request().ending().evidence()))
          .contains("rome-worker:caliaaaaa does not answer for 169.254.1.1");
    }
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      assertThat(lab.sh("nginx-local", "ping -c 1 -W 2 10.201.1.4")).contains("1 received");
      Ending end = broken(lab, node, line).request().ending();
      assertThat(end.cause()).as(end.toString()).isEqualTo(cause);
      assertThat(end.node()).as(end.toString()).isEqualTo(where);
      assertThat(lab.sh("nginx-local", "ping -c 1 -W 1 10.201.1.4")).contains("0 received");
    }
  }

  private static Prediction broken(LiqoLab lab, String node, String line) {
    lab.sh(node, line);
    return predict(lab, ping());
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void aBrokenLabIsPredictedToLoseItWhereItDoes(
      String node, String line, String where, Cause cause) {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      Ending end = broken(lab, node, line).request().ending();
      assertThat(end.cause()).as(end.toString()).isEqualTo(cause);
      assertThat(end.node()).as(end.toString()).isEqualTo(where);
      assertThat(lab.sh("nginx-local", "ping -c 1 -W 1 10.201.1.4")).contains("0 received");
    }
  }

  @Test
  void aMissingTranslationLosesTheAnswer() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      lab.sh("gw-remote", "nft flush ruleset");
      Prediction prediction = predict(lab, ping());
      assertThat(prediction.request().ending().cause()).isEqualTo(Cause.ARRIVED);
      Ending back = prediction.reply().orElseThrow().ending();
      assertThat(back.node()).isEqualTo("milan-worker");
      assertThat(back.cause()).isEqualTo(Cause.NEIGHBOUR_UNRESOLVED);
      assertThat(lab.sh("nginx-local", "ping -c 1 -W 1 10.201.1.4")).contains("0 received");
    }
  }

  @Test
  void anotherIdentifierAtOneEndIsNamedBehindTheSilentNeighbour() {
    String was = "geneve: {id: 1, remote: 172.18.0.2, port: 6091}";
    try (LiqoLab lab = LiqoLab.up(NAME, folder, was, was.replace("id: 1", "id: 9"))) {
      Ending end = predict(lab, ping()).request().ending();
      assertThat(end.cause()).isEqualTo(Cause.NEIGHBOUR_UNRESOLVED);
      assertThat(end.node()).isEqualTo("rome-worker");
      assertThat(String.join("\n", end.evidence()))
          .contains("gw-local", "no tunnel of gw-local takes id 1 from 172.18.0.2");
      lab.sh("rome-worker", "ip neigh replace 10.71.0.3 lladdr 02:00:00:00:00:09 dev liqo.00000");
      end = predict(lab, ping()).request().ending();
      assertThat(end.cause()).isEqualTo(Cause.NO_TUNNEL);
      assertThat(end.node()).isEqualTo("gw-local");
    }
  }

  @Test
  void aRuleThatIsNotUnderstoodIsSaidAndPassed() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      lab.sh(
          "gw-local",
          "nft 'add table inet u; add chain inet u f { type filter hook forward priority 0; };"
              + " add rule inet u f meta length 1-2 counter drop'");
      Prediction prediction = predict(lab, ping());
      assertThat(prediction.request().ending().cause()).isEqualTo(Cause.ARRIVED);
      assertThat(
              prediction.request().hops().stream()
                  .flatMap(hop -> hop.events().stream())
                  .map(Event::toString))
          .anyMatch(text -> text.contains("meta length 1-2") && text.contains("not understood"));
    }
  }

  @Test
  void timeToLiveEndsWhereItDoes() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      Ending end =
          predict(lab, packet(IpProtocol.ICMP, 0, OptionalInt.of(2), 56)).request().ending();
      assertThat(end.cause()).isEqualTo(Cause.TTL_EXCEEDED);
      assertThat(end.node()).isEqualTo("gw-local");
    }
  }

  @Test
  void aDeadAgentServesNoTunnel() {
    try (LiqoLab lab = LiqoLab.up(NAME)) {
      assertThat(lab.sh("nginx-local", "ping -c 1 -W 2 10.201.1.4")).contains("1 received");
      LabAgent.Condition.Running agent =
          (LabAgent.Condition.Running) lab.running.agent().condition();
      ProcessHandle process = ProcessHandle.of(agent.status().pid()).orElseThrow();
      CompletableFuture<ProcessHandle> exit = process.onExit();
      process.destroyForcibly();
      exit.join();
      Ending end = predict(lab, ping()).request().ending();
      assertThat(end.cause()).isEqualTo(Cause.AGENT_STOPPED);
      assertThat(end.node()).isEqualTo("rome-worker");
      assertThat(end.interfaceName()).isEqualTo("liqo.00000");
    }
  }
}
