package dev.netlab.engine.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our GENEVE device beside the kernel's, under a kernel that has it. */
@Tag("guest")
class KernelGeneveIT {
  private static final String MAC_OF_ONE = "020000000101";

  private static final String TRAFFIC =
      """
      set -e
      ping -c 1 -W 5 10.9.1.2
      ping -c 1 -W 5 -Q 1 10.9.1.2
      ping -c 1 -W 5 -Q 0xba -t 33 -M do 10.9.1.2
      ping -c 1 -W 5 -Q 0x57 -M dont -s 700 10.9.1.2
      ping -c 1 -W 5 fd09:1::2
      ping -c 1 -W 5 -Q 0xbb -t 33 fd09:1::2
      bash -c '
        echo x >/dev/udp/10.9.1.2/7777
        echo x >/dev/udp/fd09:1::2/7777
        echo x >/dev/tcp/10.9.1.2/7777
        echo x >/dev/tcp/fd09:1::2/7777
        true'
      """;

  @TempDir Path directory;
  private TestNode one;
  private TestNode two;
  private Datapath datapath;

  @BeforeEach
  void make() {
    one = new TestNode();
    two = new TestNode();
    TestNode.join(one, two);
    datapath = new Datapath();
  }

  @AfterEach
  void remove() {
    datapath.close();
    one.close();
    two.close();
  }

  private void kernel(TestNode node, String words) {
    node.ip("link add g1 type geneve " + words);
    address(node);
  }

  private void ours(TestNode node, String words) {
    datapath.open(node.namespace, "g1", GeneveArguments.parse(List.of(words.split(" "))));
    address(node);
  }

  private void address(TestNode node) {
    int here = node == one ? 1 : 2;
    node.sh(
        """
        ip -batch - <<END
        link set g1 address 02:00:00:00:01:0%1$d mtu 1400 up
        addr add 10.9.1.%1$d/24 dev g1
        addr add fd09:1::%1$d/64 dev g1 nodad
        neigh replace 10.9.1.%2$d lladdr 02:00:00:00:01:0%2$d dev g1
        neigh replace fd09:1::%2$d lladdr 02:00:00:00:01:0%2$d dev g1
        END
        """
            .formatted(here, 3 - here));
  }

  private static String words(TestNode node, TestNode one, String setting) {
    String[] words = setting.split(" ", 2);
    String remote = words[0].equals("v4") ? "192.0.2." : "fd00::";
    String more = words.length > 1 ? " " + words[1] : "";
    return "id 7 remote " + remote + (node == one ? 2 : 1) + " dstport 6091" + more;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v4",
        "v4 udpcsum",
        "v4 ttl 9 tos 0x20 df set",
        "v4 ttl inherit tos inherit df inherit udpcsum",
        "v6",
        "v6 ttl 9 tos 0x20 udp6zerocsumtx udp6zerocsumrx",
        "v6 ttl inherit tos inherit",
      })
  void theOuterHeadersAreTheKernels(String setting) throws Exception {
    kernel(one, words(one, one, setting));
    kernel(two, words(two, one, setting));
    List<OuterHeader> kernel = captured("kernel.pcap");
    one.ip("link del g1");
    ours(one, words(one, one, setting));
    List<OuterHeader> ours = captured("ours.pcap");
    assertThat(kernel).hasSizeGreaterThanOrEqualTo(10);
    assertThat(ours).containsExactlyElementsOf(kernel);
  }

  private List<OuterHeader> captured(String name) throws Exception {
    Path pcap = directory.resolve(name);
    Path log = directory.resolve(name + ".log");
    Process tcpdump =
        one.start("tcpdump -i v0 -U --immediate-mode -w " + pcap + " udp port 6091 2>" + log);
    try {
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> Files.exists(log) && Files.readString(log).contains("listening"));
      // All by one shell: in the guest, each process takes its time.
      one.sh(TRAFFIC);
      await()
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> OuterHeader.sentBy(MAC_OF_ONE, pcap).size() >= 10);
      return OuterHeader.sentBy(MAC_OF_ONE, pcap);
    } finally {
      tcpdump.destroy();
      tcpdump.waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v4", "v4 df set udpcsum", "v6"})
  void oursAtOneEndAndTheKernelsAtTheOther(String setting) throws Exception {
    ours(one, words(one, one, setting));
    kernel(two, words(two, one, setting));
    one.pings(2, "10.9.1.2");
    one.pings(2, "-s 4000 fd09:1::2");
    two.pings(2, "10.9.1.1");
    two.pings(2, "-s 4000 fd09:1::1");
    Process server = two.start("iperf3 -s");
    try {
      await().atMost(30, TimeUnit.SECONDS).until(() -> two.sh("ss -lnt").contains(":5201"));
      for (String way : List.of("", " -R")) {
        String result = one.sh("timeout 60 iperf3 -c 10.9.1.2 -n 1M -J" + way);
        assertThat(result).contains("\"end\"").doesNotContain("\"error\"");
      }
    } finally {
      server.destroy();
      server.waitFor();
    }
  }
}
