package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.tun.TunOptions.Feature;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatapathIT {
  private TestNode one;
  private TestNode two;
  private Datapath here;
  private Datapath there;

  @BeforeEach
  void make() {
    one = new TestNode();
    two = new TestNode();
    TestNode.join(one, two);
    here = new Datapath();
    there = new Datapath();
  }

  @AfterEach
  void remove() {
    here.close();
    there.close();
    one.close();
    two.close();
  }

  private GeneveDevice open(Datapath datapath, TestNode node, String name, String words) {
    GeneveTunnel tunnel = GeneveArguments.parse(List.of(words.split(" ")));
    return datapath.open(node.namespace, name, tunnel);
  }

  /** A tunnel with both ends of ours, number N with addresses 10.9.N.1 and 10.9.N.2. */
  private void tunnel(int number, String remoteOfOne, String remoteOfTwo, String words) {
    String id = ("id " + number + " dstport 6091 " + words).strip() + " remote ";
    open(here, one, "g" + number, id + remoteOfOne);
    open(there, two, "g" + number, id + remoteOfTwo);
    one.address("g" + number, number, 1);
    two.address("g" + number, number, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.2 192.0.2.1",
        "192.0.2.2 192.0.2.1 udpcsum",
        "192.0.2.2 192.0.2.1 df set ttl 9",
        "192.0.2.2 192.0.2.1 df set udpcsum tos inherit",
        "fd00::2 fd00::1",
        "fd00::2 fd00::1 udp6zerocsumtx udp6zerocsumrx ttl inherit",
      })
  void carriesIcmpUdpAndTcp(String ends) throws Exception {
    String[] words = ends.split(" ", 3);
    tunnel(1, words[0], words[1], words.length > 2 ? words[2] : "");
    one.pings(3, "10.9.1.2");
    two.pings(3, "-s 3000 fd09:1::1");
    Process server = two.start("iperf3 -s -1");
    try {
      await().until(() -> two.sh("ss -lnt").contains(":5201"));
      // With a sum that is wrong at any segment, TCP would not get this far in time.
      String sent = one.sh("timeout 20 iperf3 -c 10.9.1.2 -n 20M -J");
      assertThat(sent).contains("\"bytes\":\t20").doesNotContain("\"error\"");
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  @Test
  void theOuterHeadersAreRight() {
    tunnel(7, "192.0.2.2", "192.0.2.1", "udpcsum");
    one.sh("ping -c 1 -W 2 10.9.7.2");
    one.sh(
        "tcpdump -i v0 -n -U --immediate-mode -c 2 -w /tmp/%1$s.pcap 'udp[28:2] == 0x800' 2>/tmp/%1$s.log & p=$!;"
                .formatted(one.name)
            + " until grep -q listening /tmp/%s.log; do sleep 0.02; done;".formatted(one.name)
            + " ping -c 1 -W 2 -Q 0xba 10.9.7.2; wait $p");
    String seen =
        TestNode.run(
            ("tshark -r /tmp/"
                    + one.name
                    + ".pcap -d udp.port==6091,geneve -T fields"
                    + " -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE"
                    + " -e geneve.version -e geneve.vni -e geneve.flags -e geneve.options"
                    + " -e geneve.proto_type -e udp.dstport -e ip.ttl -e ip.dsfield"
                    + " -e ip.flags.df -e udp.checksum.status -e icmp.type")
                .split(" "));
    TestNode.run("rm", "/tmp/" + one.name + ".pcap", "/tmp/" + one.name + ".log");
    String[] lines = seen.lines().filter(line -> line.contains("6091")).toArray(String[]::new);
    assertThat(lines).hasSize(2);
    assertThat(lines[0].replace("False", "0").replace("True", "1").split("\t", -1))
        .containsExactly(
            "0", "0x000007", "0x00", "", "0x6558", "6091", "64,64", "0x02,0xba", "0,1", "1", "8");
  }

  @Test
  void manyTunnelsShareOnePort() {
    for (int i = 1; i < 4; i++) {
      tunnel(i, "192.0.2.2", "192.0.2.1", "");
    }
    tunnel(4, "fd00::2", "fd00::1", "");
    for (int i = 1; i <= 4; i++) {
      assertThat(one.sh("ping -c 1 -W 2 10.9.%d.2".formatted(i))).contains(" 1 received");
    }
    assertThat(one.sh("ss -lnu").lines().filter(line -> line.contains(":6091"))).hasSize(2);
  }

  @Test
  void otherVnisAndOtherSendersAreNotHeard() {
    GeneveDevice heard = open(there, two, "g1", "id 1 remote 192.0.2.1");
    two.address("g1", 1, 2);
    GeneveDevice otherVni = open(here, one, "g1", "id 2 remote 192.0.2.2");
    one.address("g1", 1, 1);
    one.ip("neigh add 10.9.1.2 lladdr 02:00:00:00:00:02 dev g1");
    one.sh("! ping -c 2 -i 0.05 -W 0.2 10.9.1.2");
    assertThat(otherVni.counters().sent()).isPositive();
    here.close(otherVni);

    one.ip("addr add 192.0.2.9/24 dev v0");
    one.ip("route add 192.0.2.2/32 dev v0 src 192.0.2.9");
    GeneveDevice otherSender = open(here, one, "g1", "id 1 remote 192.0.2.2");
    one.address("g1", 1, 1);
    one.ip("neigh add 10.9.1.2 lladdr 02:00:00:00:00:02 dev g1");
    one.sh("! ping -c 2 -i 0.05 -W 0.2 10.9.1.2");
    assertThat(otherSender.counters().sent()).isPositive();
    assertThat(heard.counters().received()).isZero();

    one.ip("route del 192.0.2.2/32");
    one.ip("neigh del 10.9.1.2 dev g1");
    assertThat(one.sh("ping -c 1 -W 2 10.9.1.2")).contains(" 1 received");
    assertThat(heard.counters().received()).isPositive();
  }

  @Test
  void theSameTunnelTwiceIsRefused() {
    open(here, one, "g1", "id 1 remote 192.0.2.2");
    assertThatThrownBy(() -> open(here, one, "g2", "id 1 remote 192.0.2.2"))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    assertThatThrownBy(() -> open(there, one, "g2", "id 2 remote 192.0.2.2"))
        .isInstanceOfSatisfying(
            KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EADDRINUSE))
        .hasMessageContaining("listen on UDP port 6081");
    assertThat(one.ip("link")).contains("g1").doesNotContain("g2");
  }

  @Test
  void aDeletedTapEndsItsDeviceAndFreesThePort() {
    GeneveDevice first = open(here, one, "g1", "id 1 remote 192.0.2.2");
    GeneveDevice second = open(here, one, "g2", "id 2 remote 192.0.2.2");
    one.ip("link del g1");
    await().until(() -> first.ended().isCompletedExceptionally());
    assertThat(second.ended()).isNotDone();
    assertThat(one.sh("ss -lnu")).contains(":6081");
    here.close(second);
    await().until(() -> !one.sh("ss -lnu").contains(":6081"));
    assertThat(second.ended()).isCompleted();
  }

  @Test
  void aPersistentTapKeepsItsAddressesAndRoutes() throws Exception {
    GeneveTunnel tunnel = GeneveTunnel.to(1, InetAddress.ofLiteral("192.0.2.2"));
    here.open(one.namespace, "g1", tunnel, Feature.PERSISTENT);
    one.address("g1", 1, 1);
    one.ip("route add 10.10.0.0/16 via 10.9.1.2 dev g1");
    here.close();
    assertThat(one.ip("link show g1")).contains("NO-CARRIER");
    assertThat(one.ip("route")).contains("10.10.0.0/16 via 10.9.1.2 dev g1");
    here = new Datapath();
    here.open(one.namespace, "g1", tunnel);
    await().until(() -> one.ip("link show g1").contains("LOWER_UP"));
    assertThat(one.ip("addr show g1")).contains("10.9.1.1/24");
  }

  @Test
  void whatCannotBeOpenedHoldsNoPort() {
    here.close();
    assertThatThrownBy(() -> open(here, one, "g1", "id 1 remote 192.0.2.2"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(one.sh("ss -Hlnu")).doesNotContain(":6081");
    assertThat(one.ip("-o link")).doesNotContain("g1:");
  }
}
