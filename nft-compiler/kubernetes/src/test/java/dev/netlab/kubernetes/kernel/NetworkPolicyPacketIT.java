package dev.netlab.kubernetes.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.kubernetes.SimulatedCluster;
import dev.netlab.nft.kernel.Frames;
import dev.netlab.nft.kernel.Namespaces;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.value.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Network policies by chance and real packets, of pods that exist only as addresses: what oracle
 * and simulator let pass, the kernel does, and nothing else.
 */
@Tag("kernel")
class NetworkPolicyPacketIT {
  private static final int CLUSTERS = 12;
  private static final int PACKETS = 250;
  private static final int FIRST = 20000;
  private static final int LAST = 60000;
  private static final String ROUTER_MAC = "020000000001";

  /** Sends each line of hexadecimal digits as a frame (packet(7)); perl is a part of Debian. */
  private static final String SENDER =
      """
      socket(S, 17, 3, 0) or die "socket: $!";
      my $to = pack("SnlSCCa8", 17, 0, $ARGV[0], 0, 0, 6, "");
      while (<STDIN>) { chomp; send(S, pack("H*", $_), 0, $to) or die "send: $!"; }
      """;

  private static final Pattern SEEN = Pattern.compile("IP6? \\S+\\.(\\d+) > \\S+\\.\\d+: .*");

  private final Namespaces namespaces = new Namespaces();

  @AfterEach
  void end() {
    namespaces.close();
  }

  @Test
  void theKernelDoesWhatThePoliciesSay() throws IOException {
    List.of("client", "router", "server").forEach(namespaces::add);
    namespaces.join("client", "eth0", "10.255.1.2/24", "router", "left", "10.255.1.1/24");
    namespaces.join("server", "eth0", "10.255.2.2/24", "router", "right", "10.255.2.1/24");
    namespaces.in("server", "ip link set eth0 address 02:00:00:00:00:02");
    namespaces.in(
        "router",
        "ip link set left address 02:00:00:00:00:01 && ip addr add fdff::1/64 dev right nodad"
            + " && sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1"
            + " net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.left.rp_filter=0"
            + " && ip neigh replace 10.255.2.2 lladdr 02:00:00:00:00:02 dev right"
            + " && ip neigh replace fdff::2 lladdr 02:00:00:00:00:02 dev right"
            + " && ip route add default via 10.255.2.2 && ip route add default via fdff::2");
    String index = namespaces.in("client", "cat /sys/class/net/eth0/ifindex").strip();
    Process sender = namespaces.start("client", List.of("perl", "-e", SENDER, index));
    Process capture =
        namespaces.start(
            "server",
            List.of("tcpdump", "-lntq", "-B", "8192", "-i", "eth0", "-Q", "in", "ip or ip6"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("server", "cat /proc/net/packet").lines().count() > 1);
    int sent = 0;
    int passed = 0;
    try (PrintWriter out = new PrintWriter(sender.outputWriter(StandardCharsets.US_ASCII));
        BufferedReader in = capture.inputReader()) {
      for (long seed = 1000; seed < 1000 + CLUSTERS; seed++) {
        SimulatedCluster judged = new SimulatedCluster(seed);
        namespaces.load("router", judged.ruleset());
        Set<Integer> expected = new TreeSet<>();
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
          SimulatedCluster.Case next = judged.next(seed, FIRST + sent++);
          packets.add(next.packet());
          if (next.permitted()) {
            expected.add(next.packet().tuple().sourcePort());
          }
        }
        passed += expected.size();
        packets.add(Packet.from("left", Protocol.UDP, "192.0.2.1", LAST, "192.0.2.2", 9));
        packets.forEach(p -> out.println(HexFormat.of().formatHex(Frames.first(p, ROUTER_MAC))));
        out.flush();
        assertThat(arrived(in)).as("seed " + seed).isEqualTo(expected);
      }
    }
    System.out.printf("%d packets through the kernel, %d of them permitted%n", sent, passed);
    assertThat(passed).isBetween(sent / 5, sent * 4 / 5);
  }

  /** The source ports of what came, up to the last packet. */
  private static Set<Integer> arrived(BufferedReader lines) throws IOException {
    Set<Integer> ports = new TreeSet<>();
    while (true) {
      String line = lines.readLine();
      assertThat(line).as("the capture goes on").isNotNull();
      Matcher seen = SEEN.matcher(line);
      if (seen.matches() && Integer.parseInt(seen.group(1)) == LAST) {
        return ports;
      }
      if (seen.matches()) {
        ports.add(Integer.parseInt(seen.group(1)));
      }
    }
  }
}
