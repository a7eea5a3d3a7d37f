package dev.netlab.nft.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.nft.RuleText;
import dev.netlab.nft.compile.PolicyCompiler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Client 10.0.1.2 - router - server 10.0.2.2, with the policy on the router, and real packets. */
@Tag("kernel")
class NatPacketIT {
  private final Namespaces namespaces = new Namespaces();

  @BeforeEach
  void join() {
    List.of("client", "router", "server").forEach(namespaces::add);
    namespaces.join("client", "eth0", "10.0.1.2/24", "router", "left", "10.0.1.1/24");
    namespaces.join("server", "eth0", "10.0.2.2/24", "router", "right", "10.0.2.1/24");
    namespaces.in("client", "ip route add default via 10.0.1.1");
    namespaces.in("server", "ip route add default via 10.0.2.1");
    namespaces.in("router", "sysctl -qw net.ipv4.ip_forward=1");
  }

  @AfterEach
  void end() {
    namespaces.close();
  }

  private void policy(String... rules) {
    List<String> lines = new ArrayList<>(List.of("[probe]"));
    lines.addAll(List.of(rules));
    namespaces.load("router", PolicyCompiler.compile(RuleText.tables("t", lines)));
  }

  /** A UDP server that answers with the address and port it was asked from. */
  private void serve(int port) {
    namespaces.start("server", Probe.command("serve", Integer.toString(port)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("server", "ss -Hlnu").contains(":" + port));
  }

  /** A TCP server that takes connections. */
  private void listen(int port) {
    namespaces.start("server", Probe.command("listen", Integer.toString(port)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("server", "ss -Hlnt").contains(":" + port));
  }

  private String ask(String address, int port, int from) {
    return client("ask", address, Integer.toString(port), Integer.toString(from));
  }

  private String connect(int port) {
    return client("connect", "10.0.2.2", Integer.toString(port));
  }

  private String client(String... arguments) {
    return namespaces.in("client", String.join(" ", Probe.command(arguments))).strip();
  }

  @Test
  void translatesPrefixesBothWays() {
    serve(7000);
    policy(
        "dnat destination=10.9.2.0/24 to=10.0.2.0/24 not-in=right",
        "snat source=10.0.1.0/24 to=10.8.1.0/24 in=left not-out=left");
    assertThat(ask("10.9.2.2", 7000, 6000)).isEqualTo("10.8.1.2 6000");
    assertThat(namespaces.in("router", "conntrack -L -p udp 2>/dev/null"))
        .contains("src=10.0.1.2 dst=10.9.2.2 sport=6000 dport=7000")
        .contains("src=10.0.2.2 dst=10.8.1.2 sport=7000 dport=6000");
  }

  @Test
  void masqueradesWithANewPort() {
    serve(7000);
    policy("masquerade source=10.0.1.0/24 out=right ports=random");
    assertThat(ask("10.0.2.2", 7000, 6000)).startsWith("10.0.2.1 ").doesNotEndWith(" 6000");
  }

  @Test
  void masqueradesWithTheSamePort() {
    serve(7000);
    policy("masquerade source=10.0.1.0/24 out=right");
    assertThat(ask("10.0.2.2", 7000, 6000)).isEqualTo("10.0.2.1 6000");
  }

  @Test
  void forwardsAPortAsANodePort() {
    serve(51840);
    policy(
        "port-forward protocol=udp destination=10.0.1.1 port=31864 to=10.0.2.2:51840"
            + " masquerade=random");
    assertThat(ask("10.0.1.1", 31864, 6000)).startsWith("10.0.2.1 ").doesNotEndWith(" 6000");
    assertThat(namespaces.in("router", "conntrack -L -p udp 2>/dev/null"))
        .contains("src=10.0.1.2 dst=10.0.1.1 sport=6000 dport=31864")
        .contains("src=10.0.2.2 dst=10.0.2.1 sport=51840 dport=");
  }

  @Test
  void aSourceKeepsItsAddressOfThePool() {
    serve(7000);
    policy("snat source=10.0.1.0/24 out=right to=10.8.0.1,10.8.0.2,10.8.0.3");
    String address = ask("10.0.2.2", 7000, 6000).split(" ", -1)[0];
    assertThat(address).isIn("10.8.0.1", "10.8.0.2", "10.8.0.3");
    for (int from = 6001; from < 6005; from++) {
      assertThat(ask("10.0.2.2", 7000, from)).isEqualTo(address + " " + from);
    }
  }

  @Test
  void sourcesGetAddressesOfTheirOwn() {
    serve(7000);
    namespaces.in("client", "ip addr add 10.0.1.7/24 dev eth0");
    policy("snat out=right map=10.0.1.2>10.8.0.2,10.0.1.128/25>10.8.0.3");
    assertThat(ask("10.0.2.2", 7000, 6000)).isEqualTo("10.8.0.2 6000");
    namespaces.in("client", "ip route replace 10.0.2.0/24 via 10.0.1.1 src 10.0.1.7");
    assertThat(ask("10.0.2.2", 7000, 6000)).isEqualTo("10.0.1.7 6000");
  }

  @Test
  void whatIsNeverTranslatedIsSoByNoTable() {
    serve(7000);
    serve(4789);
    policy(
        "masquerade out=right",
        "dnat protocol=udp port=4789 to=10.0.2.2:7000",
        "[other]",
        "no-nat protocol=udp port=4789");
    assertThat(ask("10.0.2.2", 4789, 6000)).isEqualTo("10.0.1.2 6000");
    assertThat(ask("10.0.2.2", 7000, 6000)).isEqualTo("10.0.2.1 6000");
    assertThat(namespaces.in("router", "conntrack -L -p udp 2>/dev/null"))
        .contains("src=10.0.2.2 dst=10.0.1.2 sport=4789 dport=6000");
  }

  @Test
  void twiceNatChangesBothEnds() {
    serve(7000);
    policy(
        "port-forward protocol=udp destination=10.0.1.1 port=53 to=10.0.2.2:7000 snat=10.8.0.254");
    assertThat(ask("10.0.1.1", 53, 6000)).isEqualTo("10.8.0.254 6000");
  }

  @Test
  void hairpinChangesTheSourceOfTheTargetAlone() {
    serve(7000);
    policy(
        "port-forward protocol=udp destination=10.0.2.1 port=53 to=10.0.2.2:7000"
            + " hairpin=10.8.0.254");
    assertThat(ask("10.0.2.1", 53, 6000)).isEqualTo("10.0.1.2 6000");
    assertThat(
            namespaces.in(
                "server", String.join(" ", Probe.command("ask", "10.0.2.1", "53", "6000"))))
        .startsWith("10.8.0.254 6000");
  }

  @Test
  void notrackLeavesNoEntry() {
    serve(7000);
    policy(
        "notrack protocol=udp port=7000",
        "notrack protocol=udp source-port=7000",
        "accept state=untracked protocol=udp port=7000");
    ask("10.0.2.2", 7000, 6000);
    assertThat(namespaces.in("router", "conntrack -L -p udp 2>/dev/null"))
        .doesNotContain("src=10.0.1.2 dst=10.0.2.2");
    assertThat(namespaces.in("router", "nft list ruleset"))
        .containsPattern("udp dport 7000 ct state untracked counter packets [1-9]");
  }

  @Test
  void rejectTellsTheSender() {
    serve(7000);
    listen(81);
    listen(82);
    policy();
    assertThat(connect(81) + connect(82)).isEmpty();
    policy(
        "reject protocol=tcp port=81 with=tcp-reset",
        "reject protocol=tcp port=82 with=icmp-port-unreachable",
        "reject protocol=udp with=icmp-admin-prohibited");
    assertThat(connect(81)).contains("Connection refused");
    assertThat(unreachables()).isZero();
    assertThat(connect(82)).contains("Connection refused");
    assertThat(unreachables()).isEqualTo(1);
    assertThat(ask("10.0.2.2", 7000, 6000))
        .contains("No route to host"); // what Linux makes of ICMP 3/13
  }

  /** How often ICMP told the client that something cannot be reached. */
  private int unreachables() {
    return Integer.parseInt(
        namespaces
            .in("client", "nstat -asz IcmpInDestUnreachs | awk '/^Icmp/ {print $2}'")
            .strip());
  }

  @Test
  void clampsTheSegmentSizeOfASyn() {
    policy("clamp-mss out=right to=1200");
    Process capture =
        namespaces.start(
            "server",
            List.of("timeout", "20", "tcpdump", "-lni", "eth0", "-c", "1", "tcp dst port 83"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("server", "cat /proc/net/packet").lines().count() > 1);
    connect(83);
    assertThat(capture.inputReader().lines().toList())
        .anySatisfy(line -> assertThat(line).contains("Flags [S]").contains("mss 1200"));
  }
}
