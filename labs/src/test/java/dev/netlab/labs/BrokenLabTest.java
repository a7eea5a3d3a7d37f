package dev.netlab.labs;

import static dev.netlab.emulator.trace.story.Ending.Outcome.DELIVERED;
import static dev.netlab.emulator.trace.story.Ending.Outcome.DROPPED;
import static dev.netlab.emulator.trace.story.Ending.Outcome.REFUSED;
import static dev.netlab.emulator.trace.story.Ending.Proof.INFERRED;
import static dev.netlab.emulator.trace.story.Ending.Proof.PROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.emulator.run.LabAgent;
import dev.netlab.emulator.trace.story.Cause;
import dev.netlab.emulator.trace.story.Ending;
import dev.netlab.emulator.trace.story.Ending.Outcome;
import dev.netlab.emulator.trace.story.Ending.Proof;
import dev.netlab.emulator.trace.story.Journey;
import dev.netlab.emulator.trace.story.Journey.Direction;
import dev.netlab.emulator.trace.story.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lab of two clusters, broken in one way at a time: the story of a ping names the place and the
 * reason.
 */
@Tag("kernel")
@TestInstance(Lifecycle.PER_CLASS)
class BrokenLabTest {
  private static final Path FILE = LabFolder.file("liqo-two-clusters");
  private static final String[] PING = {"ping", "-c", "1", "-W", "0.3", "10.201.1.4"};

  private final TracedLab lab = TracedLab.up(FILE, "nlt-broken");

  /** Sessions and link-layer addresses are there, unless a break takes them away. */
  @BeforeAll
  void warmUp() {
    lab.in("nginx-local", "ping -c 1 -W 2 10.201.1.4");
  }

  @AfterEach
  void repair() {
    lab.repair();
  }

  @AfterAll
  void down() {
    lab.close();
  }

  /** How the packet ended, and where it was last seen. */
  private record End(Journey journey) {
    End is(Outcome outcome, Cause cause, Proof proof, String place) {
      Ending ending = journey.ending();
      String where = ending.node() + ":" + ending.interfaceName();
      assertThat("%s %s %s %s".formatted(ending.outcome(), ending.cause(), ending.proof(), where))
          .as(ending.toString())
          .isEqualTo("%s %s %s %s".formatted(outcome, cause, proof, place));
      return this;
    }

    End says(String... parts) {
      assertThat(journey.ending().text()).contains(parts);
      return this;
    }

    End shows(String... evidence) {
      assertThat(String.join("\n", journey.ending().evidence())).contains(evidence);
      return this;
    }

    End lastSeen(String point) {
      assertThat(journey.hops().getLast().point()).hasToString(point);
      return this;
    }
  }

  private static End request(Trace trace) {
    return end(trace, Direction.REQUEST);
  }

  private static End reply(Trace trace) {
    return end(trace, Direction.REPLY);
  }

  private static End end(Trace trace, Direction direction) {
    assertThat(trace.gaps()).noneMatch(gap -> gap.contains("not captured"));
    assertThat(trace.conversations()).as(trace.toString()).hasSize(1);
    List<Journey> journeys =
        trace.conversations().getFirst().journeys().stream()
            .filter(journey -> journey.direction() == direction)
            .toList();
    assertThat(journeys).as(direction + " of " + trace).hasSize(1);
    return new End(journeys.getFirst());
  }

  private Trace ping() {
    return lab.trace("nginx-local", PING);
  }

  @Test
  void missingRoute() {
    lab.damage("rome-worker", "ip route del default", "ip route add default via 172.18.0.1");
    lab.damage(
        "rome-worker",
        "ip route del 10.201.0.0/16 table 1001",
        "ip route add 10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001");
    Trace trace = ping();
    request(trace)
        .is(DROPPED, Cause.NO_ROUTE, PROVEN, "rome-worker:caliaaaaa")
        .says("rome-worker has no route for 10.201.1.4")
        .shows(
            "to 10.201.0.0/16 lookup 1001' chose it first", "table 1001 has no route to 10.201.1.4")
        .shows("icmp unreachable code net", "the kernel dropped it in ip_error");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void missingRouteBehindWhichAnotherLeadsAstray() {
    lab.damage(
        "rome-worker",
        "ip route del 10.201.0.0/16 table 1001",
        "ip route add 10.201.0.0/16 via 10.71.0.3 dev liqo.00000 table 1001");
    request(ping())
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "rome-worker:caliaaaaa")
        .says("no link-layer address of 172.18.0.1", "'default via 172.18.0.1 dev eth0'")
        .shows("table 1001 has no route to 10.201.1.4");
  }

  @Test
  void missingRouteOfTheSender() {
    lab.damage(
        "nginx-local", "ip route del default", "ip route add default via 169.254.1.1 dev eth0");
    End end =
        request(ping())
            .is(DROPPED, Cause.NO_ROUTE, PROVEN, "nginx-local:")
            .says("nginx-local has no route for 10.201.1.4")
            .shows("the program was told that the network is unreachable", "IpOutNoRoutes");
    assertThat(end.journey().hops()).isEmpty();
  }

  @Test
  void missingRouteOfTheAnswer() {
    lab.damage(
        "nginx-remote", "ip route del default", "ip route add default via 169.254.1.1 dev eth0");
    request(ping())
        .is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0")
        .says("cannot answer: nginx-remote has no route for 10.201.1.2");
  }

  @Test
  void wrongTunnelId(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lab.yaml");
    String right = "liqo.11111: {geneve: {id: 1,";
    String text = LabFolder.text(FILE);
    assertThat(text).contains(right);
    Files.writeString(file, text.replace(right, "liqo.11111: {geneve: {id: 7,"));
    try (TracedLab wrong = TracedLab.up(file, "nlt-broken-id")) {
      // The packet waits for its next hop's address; the question for that is what gets lost.
      request(wrong.trace("nginx-local", PING))
          .is(DROPPED, Cause.NO_TUNNEL, PROVEN, "gw-local:eth0")
          .says("question for the link-layer address of 10.71.0.3 was lost", "gw-local refuses it")
          .says("no tunnel at this port has its VNI, 1")
          .shows("it has liqo.11111, GENEVE id 7 from 172.18.0.2")
          .lastSeen("rome-worker:caliaaaaa in");
      wrong.in("rome-worker", "ip neigh replace 10.71.0.3 dev liqo.00000 lladdr 02:00:00:00:00:01");
      request(wrong.trace("nginx-local", PING))
          .is(DROPPED, Cause.NO_TUNNEL, PROVEN, "gw-local:eth0")
          .says("gw-local refuses it: no tunnel at this port has its VNI, 1")
          .lastSeen("gw-local:eth0 in");
    }
  }

  private String publicKey(String node) {
    return lab.in(node, "wg show liqo-tunnel public-key");
  }

  /** Takes the session away, too: what was agreed on with the right keys would go on. */
  private void peer(String node, String right, String wrong, String settings) {
    String set = "wg set liqo-tunnel peer ";
    lab.damage(
        node,
        set + right + " remove; " + set + wrong + " " + settings,
        set + wrong + " remove; " + set + right + " " + settings);
  }

  /** A key pair's initiations go out every five seconds at most: a fresh pair starts at once. */
  private void freshSession() {
    lab.repairBy(
        () -> {
          String local = publicKey("gw-local");
          String remote = publicKey("gw-remote");
          String set = "wg set liqo-tunnel peer ";
          lab.in(
              "gw-remote", set + local + " remove; " + set + local + " allowed-ips 10.200.0.0/16");
          lab.in(
              "gw-local",
              "%s%s remove; %s%s endpoint 172.18.0.3:31864 allowed-ips 10.200.0.0/16"
                  .formatted(set, remote, set, remote));
        });
  }

  @Test
  void wrongWireGuardKey() {
    freshSession();
    String wrong = lab.in("gw-local", "wg genkey | wg pubkey");
    peer("gw-remote", publicKey("gw-local"), wrong, "allowed-ips 10.200.0.0/16");
    String remote = publicKey("gw-remote");
    lab.in(
        "gw-local",
        "wg set liqo-tunnel peer %s remove; wg set liqo-tunnel peer %s endpoint 172.18.0.3:31864 allowed-ips 10.200.0.0/16"
            .formatted(remote, remote));
    request(ping())
        .is(DROPPED, Cause.WIREGUARD_NO_SESSION, PROVEN, "gw-local:liqo-tunnel")
        .says("has no session with its peer", "its handshake was not answered")
        .shows("gw-remote:liqo-tunnel refuses the initiation: its public key is no peer's")
        .lastSeen("gw-local:liqo-tunnel out");
  }

  @Test
  void wrongWireGuardKeyOfTheOtherEnd() {
    freshSession();
    String wrong = lab.in("gw-local", "wg genkey | wg pubkey");
    peer(
        "gw-local",
        publicKey("gw-remote"),
        wrong,
        "endpoint 172.18.0.3:31864 allowed-ips 10.200.0.0/16");
    request(ping())
        .is(DROPPED, Cause.WIREGUARD_NO_SESSION, PROVEN, "gw-local:liqo-tunnel")
        .shows("gw-remote:liqo-tunnel refuses the initiation: its sender has another public key");
  }

  private void without(String node, String table, String chain) {
    String rules = "/tmp/" + lab.lab().name() + "." + node + ".nft";
    lab.damage(
        node,
        "nft list table %s >%s; nft flush chain %s %s; conntrack -F 2>&1"
            .formatted(table, rules, table, chain),
        "nft delete table %s; nft -f %s; rm %s; conntrack -F 2>&1".formatted(table, rules, rules));
  }

  @Test
  void missingDestinationTranslationIsALoop() {
    without("gw-local", "ip remap-podcidr", "nat-prerouting");
    request(ping())
        .is(DROPPED, Cause.TTL_EXCEEDED, PROVEN, "gw-local:liqo.11111")
        .says("it goes round in a loop", "times by gw-local:liqo.11111 in", "TTL used up")
        .shows("the round: gw-local:liqo.11111 in > gw-local:eth0 out > rome-worker:calibbbbb in");
  }

  @Test
  void missingSourceTranslationLosesTheAnswer() {
    without("gw-remote", "ip remap-podcidr", "nat-postrouting");
    Trace trace = ping();
    request(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0");
    reply(trace)
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "milan-worker:caliddddd")
        .says("milan-worker has no link-layer address of 172.18.0.1", "'default via 172.18.0.1");
  }

  @Test
  void missingPortForward() {
    without("milan-worker", "ip kube-proxy", "nat-prerouting");
    request(ping())
        .is(DROPPED, Cause.NO_SOCKET, PROVEN, "milan-worker:eth0")
        .says("nothing listens at 172.18.0.3:31864")
        .shows("icmp unreachable code port");
  }

  private void guard(String node, String chain, String rule) {
    lab.damage(
        node,
        """
        nft -f - <<'END'
        table ip guard {
          chain %s {
            type filter hook %s priority 0;
            %s
          }
        }
        END
        """
            .formatted(chain, chain, rule),
        "nft delete table ip guard");
  }

  @Test
  void dropRule() {
    guard("milan-worker", "forward", "ip daddr 10.200.1.4 drop comment \"lab.yaml:99\"");
    request(ping())
        .is(DROPPED, Cause.RULE, PROVEN, "milan-worker:liqo.33333")
        .says("milan-worker drops it by 'ip daddr 10.200.1.4 drop' in ip guard forward")
        .says("(lab.yaml:99)");
  }

  @Test
  void dropRuleForTheTunnel() {
    guard("rome-worker", "forward", "udp dport 31864 drop comment \"lab.yaml:98\"");
    request(ping())
        .is(DROPPED, Cause.RULE, PROVEN, "rome-worker:calibbbbb")
        .says("rome-worker drops it by 'udp dport 31864 drop'", "(lab.yaml:98)");
  }

  @Test
  void dropRuleOfTheSender() {
    guard("nginx-local", "output", "icmp type echo-request drop comment \"lab.yaml:97\"");
    request(ping())
        .is(DROPPED, Cause.RULE, PROVEN, "nginx-local:")
        .says("nginx-local drops it by", "(lab.yaml:97)");
  }

  @Test
  void dropRuleForTheAnswer() {
    guard("nginx-remote", "output", "icmp type echo-reply drop comment \"lab.yaml:96\"");
    Trace trace = ping();
    request(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0");
    reply(trace)
        .is(DROPPED, Cause.RULE, PROVEN, "nginx-remote:")
        .says("nginx-remote drops it by 'icmp type echo-reply drop'", "(lab.yaml:96)");
  }

  @Test
  void dropPolicyForTheAnswerOnItsWay() {
    guard(
        "rome-worker",
        "forward",
        "policy drop; ip daddr 10.201.0.0/16 accept; udp sport 31864 accept; udp dport 31864 accept");
    Trace trace = ping();
    request(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-remote:eth0");
    reply(trace)
        .is(DROPPED, Cause.RULE, PROVEN, "rome-worker:liqo.00000")
        .says("rome-worker drops it by 'policy drop' in ip guard forward");
  }

  @Test
  void mtuTooSmall() {
    Trace trace =
        lab.trace(
            "nginx-local", "ping", "-c", "1", "-W", "0.3", "-s", "1400", "-M", "do", "10.201.1.4");
    request(trace)
        .is(DROPPED, Cause.MTU_EXCEEDED, PROVEN, "gw-local:liqo.11111")
        .says("it has 1428 bytes and may not be cut, and gw-local:liqo-tunnel takes 1420")
        .shows("fragmentation-needed", "PKT_TOO_BIG");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void reversePathFilter() {
    lab.damage(
        "gw-remote",
        "ip route add 10.200.1.2 via 169.254.1.1 dev eth0",
        "ip route del 10.200.1.2 via 169.254.1.1 dev eth0");
    lab.damage(
        "gw-remote",
        "sysctl -qw net.ipv4.conf.liqo-tunnel.rp_filter=1",
        "sysctl -qw net.ipv4.conf.liqo-tunnel.rp_filter=0");
    request(ping())
        .is(DROPPED, Cause.RP_FILTER, PROVEN, "gw-remote:liqo-tunnel")
        .says("rp_filter is strict at gw-remote:liqo-tunnel")
        .says("10.200.1.2 is reached by '10.200.1.2 via 169.254.1.1 dev eth0'");
  }

  @Test
  void stoppedAgent() {
    LabAgent agent = lab.agent();
    assertThat(agent.condition()).isInstanceOf(LabAgent.Condition.Running.class);
    long pid = ((LabAgent.Condition.Running) agent.condition()).status().pid();
    lab.repairBy(lab::up);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> agent.condition() instanceof LabAgent.Condition.Dead);
    request(ping())
        .is(DROPPED, Cause.AGENT_STOPPED, INFERRED, "rome-worker:caliaaaaa")
        .says("rome-worker:liqo.00000 has no carrier: the lab's agent does not serve it");
  }

  @Test
  void missingNeighbourOfTheSender() {
    lab.damage(
        "rome-worker",
        "sysctl -qw net.ipv4.conf.caliaaaaa.proxy_arp=0",
        "sysctl -qw net.ipv4.conf.caliaaaaa.proxy_arp=1");
    lab.damage("nginx-local", "ip neigh flush all", "ip neigh flush all");
    request(ping())
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "nginx-local:eth0")
        .says("nginx-local has no link-layer address of 169.254.1.1")
        .shows("its question came to rome-worker:caliaaaaa in, and nobody answered");
  }

  @Test
  void missingNeighbourInTheMiddle() {
    lab.damage(
        "gw-local",
        "sysctl -qw net.ipv4.conf.liqo/11111.arp_ignore=8",
        "sysctl -qw net.ipv4.conf.liqo/11111.arp_ignore=0");
    lab.damage("rome-worker", "ip neigh flush dev liqo.00000", "ip neigh flush dev liqo.00000");
    request(ping())
        .is(DROPPED, Cause.NEIGHBOUR_UNRESOLVED, INFERRED, "rome-worker:caliaaaaa")
        .says("rome-worker has no link-layer address of 10.71.0.3", "dev liqo.00000 table 1001'")
        .shows("its question came to gw-local:liqo.11111 in, and nobody answered");
  }

  @Test
  void linkDown() {
    lab.damage(
        "nginx-remote",
        "ip link set eth0 down",
        """
        ip link set eth0 up
        ip route add 169.254.1.1 dev eth0 scope link
        ip route add default via 169.254.1.1 dev eth0
        """);
    request(ping())
        .is(DROPPED, Cause.LINK_DOWN, INFERRED, "milan-worker:liqo.33333")
        .says("milan-worker:caliddddd has no carrier: its other end nginx-remote:eth0 is down");
  }

  private void allowed(String node, String prefixes) {
    String set = "wg set liqo-tunnel peer $(wg show liqo-tunnel peers) allowed-ips ";
    lab.damage(node, set + prefixes, set + "10.200.0.0/16");
  }

  @Test
  void senderHasNoPeerForIt() {
    allowed("gw-local", "10.199.0.0/16");
    Trace trace = ping();
    request(trace)
        .is(DROPPED, Cause.WIREGUARD_NO_PEER, PROVEN, "gw-local:liqo-tunnel")
        .says("no peer's allowed IPs have its destination")
        .shows("with allowed IPs 10.199.0.0/16");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void receiverRefusesTheSource() {
    allowed("gw-remote", "10.199.0.0/16");
    request(ping())
        .is(DROPPED, Cause.WIREGUARD_WRONG_SOURCE, PROVEN, "gw-remote:eth0")
        .says("gw-remote:liqo-tunnel refuses it", "not in the peer's allowed IPs")
        .shows("with allowed IPs 10.199.0.0/16");
  }

  @Test
  void closedTcpPort() {
    Trace trace = lab.trace("nginx-local", "bash", "-c", "exec 3<>/dev/tcp/10.201.1.4/81");
    request(trace)
        .is(REFUSED, Cause.NO_SOCKET, PROVEN, "nginx-remote:eth0")
        .says("nothing listens at 10.200.1.4:81")
        .shows("tcp rst");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void closedUdpPort() {
    Trace trace = lab.trace("nginx-local", "bash", "-c", "echo hello >/dev/udp/10.201.1.4/99");
    request(trace)
        .is(REFUSED, Cause.NO_SOCKET, PROVEN, "nginx-remote:eth0")
        .says("nothing listens at 10.200.1.4:99")
        .shows("icmp unreachable code port");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }

  @Test
  void timeToLive() {
    Trace trace = lab.trace("nginx-local", "ping", "-c", "1", "-W", "0.3", "-t", "2", "10.201.1.4");
    request(trace)
        .is(DROPPED, Cause.TTL_EXCEEDED, PROVEN, "gw-local:liqo.11111")
        .says("gw-local got it with its TTL used up")
        .shows("icmp time-exceeded");
    reply(trace).is(DELIVERED, Cause.ARRIVED, PROVEN, "nginx-local:eth0");
  }
}
