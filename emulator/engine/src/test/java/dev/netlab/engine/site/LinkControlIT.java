package dev.netlab.engine.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.netlab.engine.lifecycle.LabSource;
import dev.netlab.engine.lifecycle.TestLabs;
import dev.netlab.engine.lifecycle.Up;
import dev.netlab.engine.site.LabAgent.Condition;
import dev.netlab.engine.site.LinkControl.Impairer;
import dev.netlab.engine.site.LinkControl.Shown;
import dev.netlab.engine.state.LabStateException;
import dev.netlab.engine.state.MachineException;
import dev.netlab.engine.state.StateDirectory;
import dev.netlab.lab.Lab;
import dev.netlab.lab.LabName;
import dev.netlab.lab.yaml.LabReader;
import dev.netlab.netlink.rtnetlink.LinkSettings.State;
import dev.netlab.netlink.rtnetlink.Netem;
import dev.netlab.netlink.rtnetlink.Probability;
import dev.netlab.netlink.rtnetlink.Qdisc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Impaired links of a running lab: by netem under a kernel that has it, else by wires of ours. */
class LinkControlIT {
  private static final String LAB = "nlt-impair";
  private static final Path FILE = Path.of("src/test/resources/run/impaired.yaml");
  private static final Pattern LEAST = Pattern.compile("rtt [^=]*= ([0-9.]+)/");

  private final Lab lab = LabReader.read(FILE, new LabName(LAB));
  private final LabSource source = TestLabs.source(FILE, lab);

  @BeforeEach
  void up() {
    TestLabs.up(source);
  }

  @AfterEach
  void down() {
    TestLabs.down(LAB);
  }

  private static RunningLab running() {
    return RunningLab.of(new StateDirectory(new LabName(LAB)));
  }

  private void with(String node, String name, Consumer<LinkControl> work) {
    try (LinkControl link = LinkControl.open(running(), lab, node, name)) {
      work.accept(link);
    }
  }

  private Shown shown(String node, String name) {
    try (LinkControl link = LinkControl.open(running(), lab, node, name)) {
      return link.show();
    }
  }

  private static String run(String node, String... command) throws IOException {
    return TestLabs.run(LAB, node, command);
  }

  /** Milliseconds, once the neighbours are known, of the ping that a busy machine held up least. */
  private static double roundTrip() throws IOException {
    run("a", "ping", "-c1", "-W5", "192.0.2.2");
    String output = run("a", "ping", "-c3", "-i0.1", "-W5", "192.0.2.2");
    Matcher least = LEAST.matcher(output);
    assertThat(least.find()).as(output).isTrue();
    return Double.parseDouble(least.group(1));
  }

  /** None may be quicker; on a busy machine it is some time until one is as quick as that. */
  private static void awaitRoundTrip(double least, double most) {
    await()
        .until(
            LinkControlIT::roundTrip,
            millis -> {
              assertThat(millis).isGreaterThan(least);
              return millis < most;
            });
  }

  private static Netem withoutSeed(Netem netem) {
    return netem.withSeed(OptionalLong.empty());
  }

  @Test
  void theFileIsKeptAndWhatIsChangedMeanwhileIsToo() throws Exception {
    boolean kernel = Qdisc.hasNetem();
    awaitRoundTrip(18.5, 40.0);
    Shown written = shown("a", "eth0");
    assertThat(written.impairer()).isEqualTo(kernel ? Impairer.KERNEL : Impairer.AGENT);
    assertThat(withoutSeed(written.netem())).isEqualTo(Netem.parse("delay 20ms 1ms"));
    assertThat(written.counters().get("sent")).isPositive();
    assertThat(run("b", "ip", "link", "show", "eth1"))
        .contains("0a:00:00:00:00:02", "mtu 1400", "3: eth1");

    with("a", "eth0", link -> link.impair(netem -> netem.withDelay(60_000_000)));
    assertThat(withoutSeed(shown("a", "eth0").netem())).isEqualTo(Netem.parse("delay 60ms 1ms"));
    awaitRoundTrip(58.5, 80.0);
    if (!kernel) {
      killTheAgent();
      assertThat(shown("a", "eth0").impairer()).isEqualTo(Impairer.DEAD_AGENT);
      with(
          "a",
          "eth0",
          link ->
              assertThatThrownBy(link::requireImpairable).hasMessageContaining("netlab up " + LAB));
      assertThat(TestLabs.up(source)).isEqualTo(Up.Outcome.AGENT_RESTARTED);
      awaitRoundTrip(58.5, 80.0);
    }
    with("a", "eth0", LinkControl::reset);
    assertThat(shown("a", "eth0").netem()).isEqualTo(written.netem());
    with("a", "eth0", link -> link.impair(_ -> Netem.NONE));
    awaitRoundTrip(0, 10);
  }

  private static void killTheAgent() {
    LabAgent agent = running().agent();
    long pid = ((Condition.Running) agent.condition()).status().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> agent.condition() instanceof Condition.Dead);
  }

  @Test
  void anEmptyImpairCanBeChangedAndAPlainLinkOnlyWithNetem() throws Exception {
    assertThat(run("a", "ping", "-c1", "-W1", "198.51.100.2")).contains("100% packet loss");
    with("b", "eth1", link -> link.impair(netem -> netem.withLoss(Probability.NEVER)));
    assertThat(run("a", "ping", "-c1", "-W5", "198.51.100.2")).contains(" 0% packet loss");
    with("a", "eth1", link -> link.impair(netem -> netem.withLoss(Probability.parse("100%"))));
    assertThat(run("a", "ping", "-c1", "-W1", "198.51.100.2")).contains("100% packet loss");
    with(
        "b",
        "eth0",
        link -> {
          if (Qdisc.hasNetem()) {
            link.requireImpairable();
          } else {
            assertThatThrownBy(link::requireImpairable)
                .isInstanceOf(MachineException.class)
                .hasMessageContaining("impair: {}");
          }
        });
    assertThatThrownBy(() -> shown("b", "eth7"))
        .isInstanceOf(LabStateException.class)
        .hasMessageContaining("it has lo, eth0, eth1");
  }

  @Test
  void goingDownTakesTheOtherEndsCarrierAndGoingUpGivesBackWhatTheFileSays() throws Exception {
    String routes = run("a", "ip", "route");
    String addresses = run("a", "ip", "-6", "addr", "show", "dev", "eth0", "scope", "global");
    with("a", "eth0", link -> link.set(State.DOWN));
    with("a", "eth1", link -> link.set(State.DOWN));
    await().until(() -> !shown("b", "eth1").carrier());
    assertThat(shown("a", "eth1").up()).isFalse();
    assertThat(run("a", "ip", "route")).isEmpty();
    with("a", "eth0", link -> link.set(State.UP));
    with("a", "eth1", LinkControl::reset);
    await().until(() -> shown("b", "eth1").carrier());
    assertThat(run("a", "ip", "route")).isEqualTo(routes);
    assertThat(run("a", "ip", "-6", "addr", "show", "dev", "eth0", "scope", "global"))
        .isEqualTo(addresses);
    awaitRoundTrip(18.5, 40.0);
  }

  @Test
  void whatALinkHoldsIsUnderWay() throws Exception {
    try (SiteNamespaces namespaces = SiteNamespaces.open(running(), running().nodes(), 2);
        LinkQueues queues = LinkQueues.of(running(), namespaces.byNode().values())) {
      await().until(() -> !queues.holdPackets());
      with("a", "eth0", link -> link.impair(_ -> Netem.parse("delay 100s")));
      run("a", "bash", "-c", "echo > /dev/udp/192.0.2.2/9");
      await().until(queues::holdPackets);
    }
  }
}
