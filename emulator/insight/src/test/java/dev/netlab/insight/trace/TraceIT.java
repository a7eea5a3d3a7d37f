package dev.netlab.insight.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netlab.engine.jvm.Progress;
import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.site.LinkControl;
import dev.netlab.engine.site.RunningLab;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.insight.capture.TestPair;
import dev.netlab.insight.explain.PredictionDiff;
import dev.netlab.insight.facts.FactResult;
import dev.netlab.insight.facts.LabTest;
import dev.netlab.insight.story.Cause;
import dev.netlab.insight.story.Conversation;
import dev.netlab.insight.story.Ending;
import dev.netlab.insight.story.Ending.Outcome;
import dev.netlab.insight.story.Ending.Proof;
import dev.netlab.insight.story.Event;
import dev.netlab.insight.story.Hop;
import dev.netlab.insight.story.Journey;
import dev.netlab.insight.story.Journey.Direction;
import dev.netlab.insight.story.Trace;
import dev.netlab.lab.LabName;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.packet.PacketText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What traces tell of packets of many kinds, in a lab of a client, a router and a server. */
class TraceIT {
  private static final String LAB = "nlt-tracing-live";
  private static final String SERVER = "198.51.100.2";
  private static final int PORT = 5001;
  private static final LabSource SOURCE = TestLabs.of("/trace/lab.yaml", LAB);

  private static final String WAY =
      "client:eth0 out, router:eth0 in, router:eth1 out, server:eth0 in";

  @BeforeAll
  static void bringUp() {
    TestLabs.up(SOURCE);
  }

  @AfterAll
  static void leaveNothing() {
    TestLabs.down(LAB);
  }

  private static RunningLab running() {
    return RunningLab.of(new StateDirectory(new LabName(LAB)));
  }

  private static void in(String node, String line) {
    try (Namespace namespace = running().open(node)) {
      TestPair.sh(namespace, line);
    }
  }

  /** Each conversation's first packets of each direction. */
  private static Trace trace(int first, String... command) {
    return Tracer.trace(
        running(),
        new TraceOptions(
            "client",
            List.of(command),
            EnumSet.allOf(Direction.class),
            OptionalInt.of(first),
            OptionalInt.empty(),
            Optional.empty(),
            false),
        new PredictionDiff(SOURCE.lab().networkNames())::of,
        OutputStream.nullOutputStream(),
        Progress.SILENT);
  }

  private static ServerSocket listen() throws IOException {
    try (Namespace server = running().open("server")) {
      return server.call(
          () -> {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(SERVER, PORT));
            return socket;
          });
    }
  }

  private static Trace send(int first, int bytes) {
    String line = "head -c %d /dev/zero > /dev/tcp/%s/%d".formatted(bytes, SERVER, PORT);
    return trace(first, "bash", "-c", line);
  }

  private static List<Journey> only(Trace trace) {
    assertThat(trace.gaps()).isEmpty();
    assertThat(trace.conversations()).hasSize(1);
    Conversation conversation = trace.conversations().getFirst();
    assertThat(conversation.divergence()).isEmpty();
    return conversation.journeys();
  }

  private static String way(Journey journey) {
    return journey.hops().stream()
        .map(hop -> hop.point().toString())
        .collect(Collectors.joining(", "));
  }

  private static List<String> hooks(Journey journey) {
    return journey.hops().stream()
        .filter(hop -> hop.events().stream().anyMatch(Event.Hook.class::isInstance))
        .map(
            hop ->
                hop.events().stream()
                    .filter(Event.Hook.class::isInstance)
                    .map(event -> ((Event.Hook) event).name())
                    .collect(Collectors.joining(" ", hop.node() + " ", "")))
        .toList();
  }

  private static List<String> remarks(Journey journey) {
    return journey.hops().stream()
        .flatMap(hop -> hop.events().stream())
        .filter(Event.Remark.class::isInstance)
        .map(event -> ((Event.Remark) event).text())
        .toList();
  }

  private static Outcome outcome(Journey journey) {
    return journey.ending().outcome();
  }

  @Test
  void aHandshakeIsToldPacketByPacket() throws IOException {
    try (ServerSocket _ = listen()) {
      List<Journey> told = only(send(2, 3));
      assertThat(told)
          .extracting(j -> j.direction() + " " + text(j).replaceFirst(".* tcp ", ""))
          .startsWith("request syn length 0", "reply syn-ack length 0", "request ack length 0");
      assertThat(told).allMatch(journey -> outcome(journey) == Outcome.DELIVERED);
      assertThat(way(told.getFirst())).isEqualTo(WAY);
      assertThat(hooks(told.getFirst()))
          .containsExactly(
              "client output postrouting",
              "router prerouting forward postrouting",
              "server prerouting input");
    }
  }

  private static String text(Journey journey) {
    return PacketText.level(journey.hops().getFirst().packet());
  }

  @Test
  void aSynThatARuleDropsIsSentAgain() throws IOException {
    in(
        "router",
        """
        nft -f - <<END
        table ip every-other {
          chain forward {
            type filter hook forward priority filter
            tcp flags & (syn | ack) == syn numgen inc mod 2 == 0 drop comment "lab.yaml:77"
          }
        }
        END
        """);
    try (ServerSocket _ = listen()) {
      Trace trace = send(2, 3);
      List<Journey> syns =
          trace.conversations().getFirst().journeys().stream()
              .filter(journey -> text(journey).contains(" tcp syn length"))
              .toList();
      assertThat(syns)
          .extracting(TraceIT::outcome)
          .containsExactly(Outcome.DROPPED, Outcome.DELIVERED);
      assertThat(syns.getFirst().ending().cause()).isEqualTo(Cause.RULE);
      assertThat(syns.getFirst().ending().text()).contains("every-other forward (lab.yaml:77)");
      assertThat(way(syns.getFirst())).isEqualTo("client:eth0 out, router:eth0 in");
      assertThat(hooks(syns.getFirst()))
          .containsExactly("client output postrouting", "router prerouting forward");
      assertThat(way(syns.getLast())).isEqualTo(WAY);
    } finally {
      in("router", "nft delete table ip every-other");
    }
  }

  @Test
  void aStreamIsFollowedWhereItsSegmentsAreCut() throws IOException {
    in("router", "ip link set eth1 gso_max_size 2000");
    try (ServerSocket _ = listen()) {
      List<Journey> told = only(send(6, 40_000));
      List<Journey> cut =
          told.stream().filter(j -> remarks(j).toString().contains("cut into segments")).toList();
      assertThat(cut).isNotEmpty().allMatch(journey -> way(journey).equals(WAY));
      assertThat(told).allMatch(journey -> outcome(journey) == Outcome.DELIVERED);
    } finally {
      in("router", "ip link set eth1 gso_max_size 65536");
    }
  }

  @Test
  void anEchoOverIpv6() {
    List<Journey> told = only(trace(1, "ping", "-6", "-c", "1", "fd00:2::2"));
    assertThat(told)
        .extracting(TraceIT::text)
        .satisfiesExactly(
            there -> assertThat(there).startsWith("fd00:1::10 > fd00:2::2 icmp6 echo-request"),
            back -> assertThat(back).startsWith("fd00:2::2 > fd00:1::10 icmp6 echo-reply"));
    assertThat(told).allMatch(journey -> outcome(journey) == Outcome.DELIVERED);
    assertThat(way(told.getFirst())).isEqualTo(WAY);
    assertThat(hooks(told.getFirst())).contains("router prerouting forward postrouting");
  }

  @Test
  void fragmentsAreOnePacket() {
    List<Journey> told = only(trace(1, "ping", "-c", "1", "-s", "3000", "-M", "dont", SERVER));
    assertThat(told).extracting(Journey::direction).containsExactly(Direction.values());
    assertThat(told).allMatch(journey -> outcome(journey) == Outcome.DELIVERED);
    assertThat(way(told.getFirst())).isEqualTo(WAY);
  }

  @Test
  void aFloodIsToldWithAllItsPorts() {
    in("client", "ip neigh replace 192.0.2.99 lladdr 02:00:00:00:00:99 dev eth0");
    Trace trace = trace(1, "ping", "-c", "1", "-W", "0.2", "192.0.2.99");
    Journey told = trace.conversations().getFirst().journeys().getFirst();
    assertThat(told.ending().cause()).isEqualTo(Cause.OTHER_STATION);
    assertThat(told.hops().stream().map(Hop::events).flatMap(List::stream))
        .contains(new Event.Forwarding("br0", "02:00:00:00:00:99", "bystander.eth0,router.eth0"));
  }

  @Test
  void aNameIsAskedForAndThenPinged() throws Exception {
    Process dnsmasq =
        new ProcessBuilder(
                running()
                    .command(
                        "server",
                        List.of(
                            ("dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv"
                                    + " --no-hosts --log-facility=- --pid-file="
                                    + " --address=/www.example/"
                                    + SERVER)
                                .split(" "))))
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(dnsmasq.inputReader().lines().anyMatch(line -> line.contains("started"))).isTrue();
      Trace trace = trace(1, "ping", "-4", "-n", "-c", "1", "www.example");
      assertThat(trace.status()).isZero();
      assertThat(trace.conversations())
          .extracting(c -> c.name().replaceFirst(":\\d+ >", " >"))
          .containsExactly("192.0.2.10 > 198.51.100.2:53 udp", "192.0.2.10 > 198.51.100.2 icmp");
      assertThat(trace.conversations())
          .allSatisfy(
              c ->
                  assertThat(c.journeys())
                      .hasSize(2)
                      .allMatch(journey -> outcome(journey) == Outcome.DELIVERED));
    } finally {
      dnsmasq.destroyForcibly();
    }
  }

  /** What becomes of what far sends. */
  private static void impair(String netem) {
    try (LinkControl link = LinkControl.open(running(), SOURCE.lab(), "far", "eth0")) {
      link.impair(_ -> Netem.parse(netem));
    }
  }

  @Test
  void aPacketThatAWireLosesIsLostThere() {
    assertThat(only(trace(1, "ping", "-c", "1", "203.0.113.2")).getFirst().ending().outcome())
        .isEqualTo(Outcome.DELIVERED);
    impair("loss 100%");
    try {
      Trace trace = trace(1, "ping", "-c", "1", "-W", "0.2", "203.0.113.2");
      assertThat(trace.conversations().getFirst().journeys())
          .extracting(TraceIT::outcome)
          .containsExactly(Outcome.DELIVERED, Outcome.LOST);
      Ending lost = trace.conversations().getFirst().journeys().getLast().ending();
      assertThat(lost.cause()).isEqualTo(Cause.WIRE);
      assertThat(lost.proof()).isEqualTo(Proof.PROVEN);
      assertThat(lost.text()).startsWith("the wire behind far:eth0 did not carry it: lost");
      assertThat(lost.evidence()).anyMatch(line -> line.contains("loss 100%"));
    } finally {
      impair("delay 2ms");
    }
  }

  /** Nobody waits for the answer, and nothing is seen for longer than a lab is usually quiet. */
  @Test
  void aPacketThatAWireStillHoldsIsWaitedFor() {
    impair("delay 300ms");
    try {
      Trace trace = trace(1, "bash", "-c", "echo > /dev/udp/203.0.113.2/9");
      assertThat(trace.conversations().getFirst().journeys())
          .extracting(TraceIT::outcome)
          .containsExactly(Outcome.REFUSED, Outcome.DELIVERED);
    } finally {
      impair("delay 2ms");
    }
  }

  @Test
  void factsAskForHooksAndSummaries() {
    List<FactResult> results = LabTest.run(SOURCE.lab(), running(), Optional.empty());
    assertThat(results)
        .extracting(result -> result.id() + " " + result.passed())
        .containsExactly(
            "hooks true",
            "summary true",
            "back true",
            "elsewhere false",
            "backwards false",
            "nothing false");
    assertThat(results.get(3).detail())
        .contains("the summary has no row 'router:eth1 in 192.0.2.10 > *' there: client:eth0 out");
    assertThat(results.get(5).detail()).endsWith("the trace of 'true' tells no packet");
  }
}
