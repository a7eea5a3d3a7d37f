package dev.netlab.nft.kernel;

import static dev.netlab.nft.AclText.acl;
import static dev.netlab.nft.AclText.bind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.ip.IpAddress;
import dev.netlab.nft.RuleText;
import dev.netlab.nft.compile.AclCompiler;
import dev.netlab.nft.compile.PolicyCompiler;
import dev.netlab.nft.policy.AclBinding.Direction;
import dev.netlab.nft.policy.AclTable;
import dev.netlab.nft.ruleset.NftTable;
import dev.netlab.nft.ruleset.Ruleset;
import dev.netlab.nft.simulate.Packet;
import dev.netlab.nft.simulate.Router;
import dev.netlab.nft.simulate.State;
import dev.netlab.nft.value.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules and packets: what the simulator says must arrive, arrives, and nothing else. */
@Tag("kernel")
class AgreementIT {
  private static final int PACKETS = 300;
  private static final int LAST = 9999;
  private static final Pattern SEEN =
      Pattern.compile("IP (\\S+)\\.(\\d+) > (\\S+)\\.(\\d+): UDP.*");

  private static Router router(Ruleset ruleset, Random random) {
    return new Router(
        ruleset,
        Map.of(
            "left", List.of(IpAddress.parse("10.0.1.1")),
            "right", List.of(IpAddress.parse("10.0.2.1"))),
        List.of(new Router.Route("10.0.1.0/24", "left"), new Router.Route("10.0.2.0/24", "right")),
        random::nextInt);
  }

  private final Namespaces namespaces = new Namespaces();

  @AfterEach
  void end() {
    namespaces.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void kernelDoesWhatTheSimulatorSays(long seed) {
    Random random = new Random(seed);
    Ruleset ruleset = ruleset(random);
    List.of("client", "router", "server").forEach(namespaces::add);
    namespaces.join("client", "eth0", "10.0.1.2/24", "router", "left", "10.0.1.1/24");
    namespaces.join("server", "eth0", "10.0.2.2/24", "router", "right", "10.0.2.1/24");
    namespaces.in("client", "ip route add default via 10.0.1.1");
    namespaces.in("router", "sysctl -qw net.ipv4.ip_forward=1");
    namespaces.load("router", ruleset);

    Router simulator = router(ruleset, random);
    State state = State.empty();
    TreeSet<String> expected = new TreeSet<>();
    List<String> sent = new ArrayList<>(List.of("spray"));
    for (int i = 0; i <= PACKETS; i++) {
      int from = 20000 + i; // each a connection of its own
      String to = random.nextInt(4) == 0 ? "10.0.3." + random.nextInt(8) : "10.0.2.2";
      int port = 1000 + random.nextInt(100);
      if (i == PACKETS) {
        to = "10.0.2.2";
        port = LAST;
      }
      sent.add(from + ":" + to + ":" + port);
      Router.Walk walk =
          simulator.walk(Packet.from("left", Protocol.UDP, "10.0.1.2", from, to, port), state);
      state = walk.after();
      if (walk.fate().equals(new Router.Sent("right"))) {
        expected.add(walk.packet().tuple().toString());
      }
    }

    Process capture =
        namespaces.start(
            "server",
            List.of("timeout", "30", "tcpdump", "-lntq", "-i", "eth0", "-Q", "in", "udp"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> namespaces.in("server", "cat /proc/net/packet").lines().count() > 1);
    namespaces.in("client", String.join(" ", Probe.command(sent.toArray(String[]::new))));
    TreeSet<String> arrived = new TreeSet<>();
    boolean sawLast =
        capture
            .inputReader()
            .lines()
            .map(SEEN::matcher)
            .filter(Matcher::matches)
            .map(m -> "udp %s:%s > %s:%s".formatted(m.group(1), m.group(2), m.group(3), m.group(4)))
            .peek(arrived::add)
            .anyMatch(line -> line.endsWith(":" + LAST));
    assertThat(sawLast).as("the last packet arrived").isTrue();
    assertThat(arrived).as("seed " + seed).isEqualTo(expected);
    assertThat(arrived).hasSizeBetween(20, PACKETS - 20); // some pass and some do not
  }

  private static Ruleset ruleset(Random random) {
    List<String> in = new ArrayList<>(List.of("reflect protocol=udp port=" + LAST));
    List<String> out = new ArrayList<>(in);
    for (int i = 0; i < 12; i++) {
      in.add(line(random));
      out.add(line(random));
    }
    in.add("permit");
    out.add("permit");
    AclTable acls =
        new AclTable(
            "acls",
            List.of(acl("in", in.toArray(String[]::new)), acl("out", out.toArray(String[]::new))),
            List.of(bind("in", Direction.IN, "left"), bind("out", Direction.OUT, "right")));
    List<String> nat =
        List.of(
            "[nat]",
            "no-nat protocol=udp source-port=20000-20049",
            "dnat map=10.0.3.1>10.0.2.2,10.0.3.4/31>10.0.2.2",
            "port-forward protocol=udp destination=10.0.3.2 port=1000-1050 to=10.0.2.2:7"
                + " snat=10.8.0.9",
            "snat protocol=udp source-port=20050-20149 to=10.8.0.1,10.8.0.2,10.8.0.3",
            "snat protocol=udp source-port=20150-20199 map=10.0.1.0/24>10.8.0.4",
            "masquerade protocol=udp source-port=20200-20249 out=right");
    List<NftTable> tables =
        new ArrayList<>(PolicyCompiler.compile(RuleText.tables("nat", nat)).tables());
    tables.add(AclCompiler.compile(acls));
    return new Ruleset(tables);
  }

  private static String line(Random random) {
    int from = 20000 + random.nextInt(PACKETS);
    int port = 1000 + random.nextInt(100);
    String[] decisions = {"deny", "permit", "reflect"};
    return "%s protocol=udp source-port=%d-%d port=%d-%d"
        .formatted(
            decisions[random.nextInt(3)],
            from,
            from + random.nextInt(120),
            port,
            port + random.nextInt(60));
  }
}
