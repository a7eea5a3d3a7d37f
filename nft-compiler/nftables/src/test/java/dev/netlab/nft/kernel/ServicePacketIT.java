package dev.netlab.nft.kernel;

import static dev.netlab.nft.Shop.far;
import static dev.netlab.nft.Shop.here;
import static dev.netlab.nft.Shop.local;
import static dev.netlab.nft.Shop.port;
import static dev.netlab.nft.Shop.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.ip.IpPrefix;
import dev.netlab.nft.compile.ServiceCompiler;
import dev.netlab.nft.policy.Endpoint;
import dev.netlab.nft.policy.NewSource;
import dev.netlab.nft.policy.PortChoice;
import dev.netlab.nft.policy.Service;
import dev.netlab.nft.policy.ServicePort;
import dev.netlab.nft.policy.ServiceTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.value.PrefixText;
import dev.netlab.nft.value.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Client 10.0.1.2 - node - pod 10.1.1.5, with services on the node, and real packets. */
@Tag("kernel")
class ServicePacketIT {
  private static final String REFUSED = "java.net.PortUnreachableException";
  private static final String LOST = "java.net.SocketTimeoutException: Receive timed out";

  private final Namespaces namespaces = new Namespaces();

  @BeforeEach
  void join() {
    List.of("client", "node", "pod").forEach(namespaces::add);
    namespaces.join("client", "eth0", "10.0.1.2/24", "node", "left", "10.0.1.1/24");
    namespaces.join("pod", "eth0", "10.1.1.5/24", "node", "right", "10.1.1.1/24");
    namespaces.in("client", "ip route add default via 10.0.1.1");
    namespaces.in("pod", "ip route add default via 10.1.1.1");
    namespaces.in("node", "sysctl -qw net.ipv4.ip_forward=1");
  }

  @AfterEach
  void end() {
    namespaces.close();
  }

  private void load(Service... services) {
    load(List.of(PrefixText.parse("10.1.0.0/16")), services);
  }

  private void load(List<IpPrefix> pods, Service... services) {
    ServiceTable table =
        new ServiceTable(
            "services",
            List.of(services),
            pods,
            List.of(PrefixText.parse("10.96.0.0/12")),
            List.of(),
            new NewSource.Masquerade(PortChoice.KEEP));
    namespaces.load("node", new Ruleset(ServiceCompiler.compile(table)));
  }

  private static ServicePort udp(int port, Optional<Integer> nodePort, Endpoint... endpoints) {
    return new ServicePort("", Protocol.UDP, port, nodePort, List.of(endpoints));
  }

  private void serve(int port) {
    namespaces.start("pod", Probe.command("serve", Integer.toString(port)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("pod", "ss -Hlnu").contains(":" + port));
  }

  private List<String> ask(String node, String address, int port, int times) {
    return namespaces
        .in(node, String.join(" ", Probe.command("many", address, "" + port, "" + times)))
        .lines()
        .toList();
  }

  /** How many connections went to that port of the pod. */
  private long connectionsTo(int port) {
    return namespaces
        .in("node", "conntrack -L -p udp --reply-port-src " + port + " 2>/dev/null")
        .lines()
        .count();
  }

  @Test
  void spreadsConnectionsByWeight() {
    serve(8001);
    serve(8002);
    load(
        service(
            "a/b",
            1,
            List.of("10.96.0.1"),
            List.of(),
            udp(
                53,
                Optional.empty(),
                new Endpoint(IpAddress.parse("10.1.1.5"), 8001, 3, Endpoint.Place.HERE),
                here("10.1.1.5", 8002))));
    assertThat(ask("client", "10.96.0.1", 53, 400))
        .hasSize(400)
        .allSatisfy(answer -> assertThat(answer).startsWith("10.1.1.1 ")); // a client outside
    assertThat(connectionsTo(8001)).isBetween(240L, 360L);
    assertThat(connectionsTo(8001) + connectionsTo(8002)).isEqualTo(400);
  }

  @Test
  void aClientComesBackToItsEndpoint() {
    serve(8001);
    serve(8002);
    Service plain =
        service(
            "a/b",
            1,
            List.of("10.96.0.1"),
            List.of(),
            udp(53, Optional.empty(), here("10.1.1.5", 8001), here("10.1.1.5", 8002)));
    load(
        new Service(
            plain.name(),
            plain.clusterIps(),
            plain.externalIps(),
            plain.ports(),
            plain.internalTraffic(),
            plain.externalTraffic(),
            Optional.of(Duration.ofSeconds(60)),
            plain.origin()));
    assertThat(ask("client", "10.96.0.1", 53, 40)).hasSize(40);
    assertThat(List.of(connectionsTo(8001), connectionsTo(8002)))
        .containsExactlyInAnyOrder(0L, 40L);
  }

  @Test
  void aNodePortMasqueradesUnlessItsTrafficIsLocal() {
    serve(8001);
    Service web =
        service(
            "a/b",
            1,
            List.of("10.96.0.1"),
            List.of("192.0.2.1"),
            udp(53, Optional.of(30053), here("10.1.1.5", 8001), far("10.1.2.5", 8001)));
    load(
        service(
            "a/b", 1, List.of(), List.of(), udp(53, Optional.of(30053), here("10.1.1.5", 8001))));
    assertThat(ask("client", "10.0.1.1", 30053, 1)).first().asString().startsWith("10.1.1.1 ");
    load(local(web));
    namespaces.in("node", "conntrack -D -p udp 2>/dev/null"); // connections outlive their rules
    assertThat(ask("client", "10.0.1.1", 30053, 20))
        .hasSize(20)
        .allSatisfy(answer -> assertThat(answer).startsWith("10.0.1.2 "));
    assertThat(ask("client", "192.0.2.1", 53, 20))
        .hasSize(20)
        .allSatisfy(answer -> assertThat(answer).startsWith("10.0.1.2 "));
  }

  @Test
  void aPodIsItsOwnClient() {
    serve(8001);
    load(
        service(
            "a/b",
            1,
            List.of("10.96.0.1"),
            List.of(),
            udp(53, Optional.empty(), here("10.1.1.5", 8001))));
    assertThat(ask("pod", "10.96.0.1", 53, 1)).first().asString().startsWith("10.1.1.1 ");
  }

  @Test
  void rejectsWhereNobodyAnswersAndDropsWhereAnotherNodeWould() {
    load(
        service("a/empty", 1, List.of("10.96.0.1"), List.of(), udp(53, Optional.of(30053))),
        local(
            service(
                "a/far",
                2,
                List.of("10.96.0.2"),
                List.of(),
                udp(53, Optional.of(30054), far("10.1.2.5", 53)))));
    assertThat(ask("client", "10.96.0.1", 53, 1)).containsExactly(REFUSED);
    assertThat(ask("client", "10.0.1.1", 30053, 1)).containsExactly(REFUSED);
    assertThat(ask("client", "10.96.0.1", 54, 1)).containsExactly(REFUSED);
    assertThat(ask("client", "10.96.0.2", 53, 1)).containsExactly(LOST);
    assertThat(ask("client", "10.0.1.1", 30054, 1)).containsExactly(LOST);
    assertThat(ask("client", "10.96.0.3", 53, 1)).containsExactly(LOST);
  }
}
